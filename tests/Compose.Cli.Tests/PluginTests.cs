using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>What docker and its plugins say to each other.</summary>
public sealed class PluginTests
{
    private const string CalledBy = "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND";

    [Fact]
    public void Docker_is_told_who_we_are()
    {
        using var run = new Run().Ncompose("docker-cli-plugin-metadata");

        System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("SchemaVersion").GetString().Should().Be("0.1.0");
        run.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("docker compose", "compose")]
    [InlineData("docker ncompose", "--context", "x", "--debug", "ncompose")]
    [InlineData("docker compose", "--host=tcp://nowhere:1", "-l", "debug", "compose", "--help")]
    public void Docker_hands_on_what_was_typed(string program, params string[] args)
    {
        using var run = new Run().Variable(CalledBy, "/usr/bin/docker").Ncompose(args);

        run.Output.Should().StartWith($"Usage:  {program} [OPTIONS] COMMAND\n");
    }

    /// <summary>Standard output is what Docker Compose prints, so that every way of taking the number out of it works.</summary>
    [Theory]
    [InlineData("Docker Compose version v5.5.0\n", null, "compose", "version")]
    [InlineData("Docker Compose version v5.5.0\n", null, "compose", "--version")]
    [InlineData("Docker Compose version v2.40.3\n", "2.40", "compose", "-v")]
    [InlineData("5.5.0\n", null, "compose", "version", "--short")]
    [InlineData("2.40.3\n", "2.40", "compose", "version", "--short")]
    [InlineData("{\"version\":\"v5.5.0\",\"ncompose\":\"v0.1.0\"}\n", null, "compose", "version", "-f", "json")]
    [InlineData("ncompose version v0.1.0\n", null, "ncompose", "version")]
    [InlineData("0.1.0\n", null, "ncompose", "version", "--short")]
    public void In_the_place_of_Docker_Compose_the_version_is_the_one_it_is_compatible_with(
    string said, string? dialect, params string[] args)
    {
        using var run = new Run().Variable(CalledBy, "/usr/bin/docker");
        if (dialect is not null)
            run.Variable("NCOMPOSE_DIALECT", dialect);
        run.Ncompose(args).Output.Should().Be(said);
        run.Error.Should()
            .Be(said.StartsWith("Docker", StringComparison.Ordinal) ? "ncompose version v0.1.0, in the place of Docker Compose\n" : "");
    }

    [Fact]
    public void Without_docker_there_is_no_such_command()
    {
        using var run = new Run().Ncompose("compose", "version");

        run.FirstErrorLine.Should().Be("unknown command \"compose\" for \"ncompose\"");
    }

    [Fact]
    public void Under_the_name_of_Docker_Compose_its_sentence_names_an_unknown_command()
    {
        using var run = new Run().Variable(CalledBy, "/usr/bin/docker").Ncompose("compose", "foo");

        run.FirstErrorLine.Should().Be("unknown docker command: \"compose foo\"");
        run.Error.Should().Contain("Run 'docker compose --help' for more information.");
    }

    [Fact]
    public void Flags_of_docker_count_before_the_command()
    {
        using var run = new Run().File("compose.yaml", "services: {a: {image: busybox}}")
            .Ncompose("-H", "tcp://127.0.0.1:1", "--tls=false", "top");

        run.Error.Should().Contain("127.0.0.1:1");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Installing_keeps_what_was_there_and_uninstalling_gives_it_back()
    {
        using var run = new Run().File("docker/cli-plugins/docker-compose", "somebody else's");
        run.Variable("DOCKER_CONFIG", Path.Combine(run.Folder, "docker"));
        var plugins = Path.Combine(run.Folder, "docker/cli-plugins");

        run.Ncompose("plugin", "install", "--as-compose").ExitCode.Should().Be(0);
        new FileInfo(Path.Combine(plugins, "docker-ncompose")).LinkTarget.Should().Be(Environment.ProcessPath);
        new FileInfo(Path.Combine(plugins, "docker-compose")).LinkTarget.Should().Be(Environment.ProcessPath);

        run.Ncompose("plugin", "install", "--as-compose").ExitCode.Should().Be(0, "again is as good as once");
        run.Ncompose("plugin", "uninstall").ExitCode.Should().Be(0);
        Directory.GetFiles(plugins).Select(Path.GetFileName).Should().Equal("docker-compose");
        File.ReadAllText(Path.Combine(plugins, "docker-compose")).Should().Be("somebody else's");
        run.Ncompose("plugin", "uninstall").Output.Should().Contain("nothing of ncompose");
    }
}
