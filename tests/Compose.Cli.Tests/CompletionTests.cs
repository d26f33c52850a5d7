using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The question that shells and the docker command line ask.</summary>
public sealed class CompletionTests
{
    private const string Stack = """
        services:
          web: {image: busybox, profiles: [front]}
          worker: {image: busybox}
        """;

    [Theory]
    [InlineData("conf", "config\tParse, resolve and render compose file in canonical format\n:4\n")]
    [InlineData("up|w", "web\nworker\n:4\n")]
    [InlineData("up|web|w", "worker\n:4\n")]
    [InlineData("--profile|", "front\n:4\n")]
    [InlineData("up|--exit-code-from|we", "web\n:4\n")]
    [InlineData("up|--exit-code-from=we", "--exit-code-from=web\n:4\n")]
    [InlineData("scale|w", "web=\nworker=\n:6\n")]
    [InlineData("cp|wo", "worker:\n:2\n")]
    [InlineData("cp|./", ":0\n")]
    [InlineData("-f|", ":0\n")]
    [InlineData("--project-directory|", ":16\n")]
    [InlineData("run|web|", ":0\n")]
    [InlineData("completion|f", "fish\tGenerate the autocompletion script for fish\n:4\n")]
    [InlineData("nonsense|", ":4\n")]
    [InlineData("up|--|w", "web\nworker\n:4\n")]
    public void Suggests_what_can_follow(string words, string answer)
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose(["__complete", .. words.Split('|')]);

        run.Output.Should().Be(answer);
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public void A_broken_file_is_no_reason_to_say_something()
    {
        using var run = new Run().File("compose.yaml", "services: [").Ncompose("__complete", "up", "");

        run.Output.Should().Be(":4\n");
        run.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public void Every_shell_has_its_script(string shell)
    {
        using var run = new Run().Ncompose("completion", shell);

        run.Output.Should().Contain("__complete").And.Contain("ncompose");
    }
}
