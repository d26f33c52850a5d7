using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>In the place of Docker Compose: as a program of its name, and as a plugin of the docker command line.</summary>
public sealed class PluginTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack =
        "services:\n  web: {image: busybox, command: \"sh -c 'echo hello; sleep 600'\", init: true, stop_grace_period: 0s}\n";

    [Fact]
    public Task A_program_named_docker_compose_calls_itself_so() => Scenario.RunAsync(fixture, "stand-alone", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        var program = Path.Combine(scenario.Folder, "bin", "docker-compose");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.CreateSymbolicLink(program, RequiredProgram.Ncompose);
        (await Run("--help")).Output.Should().StartWith("Usage:  docker-compose [OPTIONS] COMMAND\n");
        (await Run("images", "--help")).Output.Should().Contain("$ docker-compose images --prune").And.NotContain("ncompose ");
        (await Run("--version")).Output.Should().Be("Docker Compose version v5.5.0\n");
        (await Run("upp")).Error.Should().Contain("Run 'docker-compose --help'");
        (await Run("--host", scenario.Environment["DOCKER_HOST"], "--verbose", "up", "-d")).ExitCode.Should().Be(0);
        (await Run("-h")).Output.Should().StartWith("Usage:  docker-compose ");

        var tab =
            "PATH=bin:$PATH; source <(docker-compose completion bash); COMP_WORDS=(docker-compose exec w); COMP_CWORD=2; COMP_LINE='docker-compose exec w'; _docker-compose; echo \"${COMPREPLY[@]}\"; complete -p docker-compose";
        var completed = await ProcessRun.RunAsync("/bin/bash", ["-c", tab], scenario.Folder, scenario.Environment);
        completed.Output.Should().Be("web\ncomplete -F _docker-compose docker-compose\n");

        Task<ProcessRun> Run(params string[] arguments) => ProcessRun.RunAsync(program, arguments, scenario.Folder, scenario.Environment);
    });

    [Fact]
    public Task Docker_takes_it_for_its_plugins() => Scenario.RunAsync(fixture, "plugin", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("plugin", "install", "--as-compose");
        (await Docker("info", "--format", "{{range .ClientInfo.Plugins}}{{.Name}} {{.Vendor}} {{.Version}}|{{end}}")).Output.Should()
            .Contain("compose ncompose v5.5.0|").And.Contain("ncompose ncompose v0.1.0|");
        (await Docker("ncompose", "--help")).Output.Should().StartWith("Usage:  docker ncompose [OPTIONS] COMMAND\n");
        (await Docker("compose", "up", "--help")).Output.Should().StartWith("Usage:  docker compose up [OPTIONS] [SERVICE...]\n");
        (await Docker("compose", "upp")).Should()
            .Match<ProcessRun>(run => run.ExitCode == 1 && run.Error.Contains("docker compose --help"));
        (await Docker("--context", "default", "compose", "up", "-d", "--wait")).ExitCode.Should().Be(0);
        (await Docker("compose", "exec", "-T", "web", "sh", "-c", "exit 7")).ExitCode.Should().Be(7);
        (await Docker("__complete", "compose", "exec", "w")).Output.Should().StartWith("web\n");
        var nobody = await Docker("-H", "tcp://127.0.0.1:1", "ncompose", "top");
        nobody.ExitCode.Should().Be(1);
        nobody.Error.Should().Contain("tcp://127.0.0.1:1");

        await using (var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Docker, ["compose", "up"], scenario.Folder, scenario.Environment))
        {
            await screen.ShowsAsync("d Detach");
            await screen.PressAsync("C-c");
            (await screen.ShowsAsync("[exit ")).Should().Contain("Gracefully Stopping...").And.Contain("[exit 130]");
        }

        ((string)(await scenario.Container("web"))["State"]!["Status"]!).Should().Be("exited");
        await scenario.Ncompose("plugin", "uninstall");
        (await Docker("ncompose", "version")).ExitCode.Should().NotBe(0);

        Task<ProcessRun> Docker(params string[] arguments) =>
            ProcessRun.RunAsync(RequiredProgram.Docker, arguments, scenario.Folder, scenario.Environment);
    });
}
