using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>What `adopt` and `bridge` refuse before they ask an engine.</summary>
public sealed class AdoptTests
{
    [Theory]
    [InlineData("adopt --format toml", "unsupported format \"toml\": values are yaml and json")]
    [InlineData("alpha generate --format toml x", "unsupported format \"toml\": values are yaml and json")]
    [InlineData("alpha generate", "requires at least 1 arg(s), only received 0")]
    [InlineData("bridge transformations create", "accepts 1 arg(s), received 0")]
    [InlineData("bridge transformations list --format x", "format value \"x\" could not be parsed: parsing failed")]
    public void Wrong_flags_are_one_sentence(string command, string message)
    {
        using var run = new Run().Ncompose(command.Split(' '));

        run.FirstErrorLine.Should().StartWith(message);
        run.ExitCode.Should().NotBe(0);
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: x}}\n").Ncompose("adopt", "web");

        run.FirstErrorLine.Should().Be("compose.yaml exists");
        run.Error.Should().Contain("--force");
        run.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("{containers: [web]}", "containers must be a list of whole container ids")]
    [InlineData("{hash: x}", "hash and as belong together")]
    [InlineData("{other: x}", "\"other\" is unknown")]
    [InlineData("x", "must be a mapping")]
    public void A_record_that_is_wrong_is_an_error_at_its_line(string record, string problem)
    {
        using var run = new Run().File("compose.yaml",
            $"services:\n  web:\n    image: x\n    x-ncompose: {{adopted: {record}}}\n").Ncompose("config", "--quiet");

        run.Error.Should().Contain(problem).And.Contain("compose.yaml:4:").And.Contain("NC1321");
        run.ExitCode.Should().Be(1);
    }
}
