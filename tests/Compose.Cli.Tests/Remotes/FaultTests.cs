using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Remotes;

/// <summary>What is wrong in a remote file is shown with its reference, its commit, and its place.</summary>
public sealed class FaultTests(FaultyFiles files) : IClassFixture<FaultyFiles>
{
    [Theory]
    [InlineData("attribute", "4:5", "imagee")]
    [InlineData("type", "4:11", "init")]
    [InlineData("syntax", "3:4", "yaml")]
    [InlineData("required", "3:12", "set it")]
    [InlineData("template", "3:12", "API_IMAGE")]
    [InlineData("cycle", "2:5", "include cycle")]
    [InlineData("gone", "2:5", "gone.yaml")]
    [InlineData("variables", "4:15", "gone.env")]
    [InlineData("extends", "3:52", "gone")]
    [InlineData("dependency", "4:18", "gone")]
    [InlineData("network", "4:16", "gone")]
    public void An_error_names_the_place(string folder, string place, string text)
    {
        using var run = files.Including(folder).Ncompose("config", "--quiet");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(text).And.MatchRegex($@"#[0-9a-f]{{40}}:{folder} \([0-9a-f]{{12}}\) {folder}/compose\.yaml:{place}\s");
    }

    [Fact]
    public void An_error_in_a_file_of_variables_names_the_place()
    {
        using var run = files.Including("lines").Ncompose("config", "--quiet");

        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex(@"#[0-9a-f]{40}:lines \([0-9a-f]{12}\) lines/bad\.env:2:");
    }

    [Fact]
    public void A_warning_names_the_place()
    {
        using var run = files.Including("unset").Ncompose("config", "--quiet");

        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain("GONE").And.MatchRegex(@"#[0-9a-f]{40}:unset \([0-9a-f]{12}\) unset/compose\.yaml:4:14 ");
    }

    [Fact]
    public void A_file_that_a_remote_one_includes_has_its_own_reference()
    {
        using var run = files.Including("nested").Ncompose("config", "--quiet");

        run.Error.Should().MatchRegex(@"#main:attribute \([0-9a-f]{12}\) attribute/compose\.yaml:4:5\s")
            .And.MatchRegex(@"#[0-9a-f]{40}:nested \([0-9a-f]{12}\) nested/compose\.yaml:2:5\s");
    }

    [Theory]
    [InlineData("good", "image", @"good/compose\.yaml:3:12  ""?busybox")]
    [InlineData("values", "environment.LEVEL", @"values/api\.env:2:1  ""?info")]
    public void A_value_is_explained_with_its_place(string folder, string attribute, string place)
    {
        using var run = files.Including(folder).Ncompose("config", "--explain", "services.api." + attribute);

        run.Output.Should().MatchRegex($@"\* file://\S+#[0-9a-f]{{40}}:{folder} \([0-9a-f]{{12}}\) {place}");
    }

    [Theory]
    [InlineData("create", "privileged", "service api is privileged", "ncompose up --yes")]
    [InlineData("run api", "privileged", "service api is privileged", "ncompose up --yes")]
    [InlineData("create", "provider", "service api runs the program evil on this machine", "ncompose up --yes")]
    [InlineData("stop", "provider", "service api runs the program evil on this machine", "ncompose -p outer stop")]
    [InlineData("down", "provider", "service api runs the program evil on this machine", "ncompose -p outer down")]
    public void What_reaches_beyond_the_containers_is_an_error_without_a_terminal(string command, string folder, string line, string help)
    {
        using var run = files.Including(folder).Ncompose(command.Split(' '));

        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex($@"#[0-9a-f]{{40}}:{folder} \([0-9a-f]{{12}}\):\n  {line}\n")
            .And.Contain("remote files need your consent").And.Contain(help);
    }
}
