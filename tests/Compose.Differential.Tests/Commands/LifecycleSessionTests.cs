using System.Text;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>
/// A day in the life of a stack, with either program on a project of its own: exit codes, standard output, and what is told of the steps.
/// </summary>
public sealed class LifecycleSessionTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db:
            image: busybox
            command: sleep 900
            init: true
            healthcheck: {test: "true", interval: 1s}
            volumes: [data:/data]
          web:
            image: busybox
            command: sleep 900
            init: true
            depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
            networks: [front, default]
          job: {image: busybox, command: "true"}
          worker: {image: busybox, command: sleep 900, init: true, scale: 2}
        networks: {front: {}}
        volumes: {data: {}}
        """;

    private static readonly string[] Steps =
    [
        "up -d", "up -d", "up -d --scale worker=3", "scale worker=1", "stop worker", "stop", "stop", "start", "start web",
        "restart web", "restart",
        "pause web", "pause web", "unpause web", "unpause web", "kill worker", "kill worker", "rm -f", "rm -f", "create",
        "up -d --no-deps worker",
        "up --no-start", "up -d --force-recreate web", "up -d -V --always-recreate-deps web", "up -d --wait", "rm -fsv worker", "rm",
        "down nosuch", "up -d nosuch", "stop nosuch", "start nosuch", "restart nosuch", "kill nosuch", "rm -f nosuch", "pause nosuch",
        "scale nosuch=2", "create nosuch",
        "scale web", "scale web=x", "up -d --scale web", "up -d --scale nosuch=2", "up --exit-code-from nosuch", "up --attach nosuch",
        "up -d --pull sometimes",
        "up -d --attach web", "up --wait --attach web", "up -d --abort-on-container-exit",
        "up --abort-on-container-exit --abort-on-container-failure",
        "up --build --no-build", "up --force-recreate --no-recreate", "up -V --no-recreate", "up --attach web --attach-dependencies",
        "down --rmi some",
        "--progress some ps", "--ansi never --progress tty ps", "-f nosuch.yaml up -d",
        "--progress json up -d", "--progress json restart db", "--progress quiet up -d", "--progress json up nosuch",
        "down -t 0 web", "up -d --dry-run", "up -d", "down -t 0 db", "up -d", "down -t 0 -v --rmi local", "down -v",
        "stop", "kill", "rm", "start job", "restart", "pause", "unpause", "down",
    ];

    [Fact]
    public async Task Both_print_the_same_messages()
    {
        var peer = Session(RequiredProgram.Peer);
        var ours = Session(RequiredProgram.Ncompose);

        (await ours).Should().Be(await peer);
    }

    private async Task<string> Session(string program)
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-session-").FullName;
        var tool = new Tool(program, folder, fixture.NewProject("session"), fixture.DockerHost);
        await File.WriteAllTextAsync(Path.Combine(folder, "compose.yaml"), $"name: {tool.Project}\n{Stack}");
        try
        {
            return await Session(tool);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Session(Tool tool)
    {
        var told = new StringBuilder();
        foreach (var step in Steps)
        {
            var run = await tool.RunAsync(step.Split(' '));
            told.Append($"$ {step}\n{tool.Printed(run)}\n{tool.Told(run)}\n[exit {run.ExitCode}]\n");
        }

        return told.ToString();
    }
}
