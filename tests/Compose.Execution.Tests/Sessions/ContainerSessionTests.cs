using System.Text.Json.Nodes;
using Compose.Execution.Sessions;
using Compose.Host;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Sessions;

public sealed class ContainerSessionTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    /// <summary>An engine before API 1.42 takes no size when the container is made, as here none is given.</summary>
    [Fact]
    public async Task A_container_that_is_joined_before_its_start_gets_the_windows_size()
    {
        var id = await CreateAsync("until stty size | grep -x '31 97'; do sleep 0.1; done");
        await using var engine = EngineSession.Open(ProcessEnvironment.OfProcess());
        var streams = new SessionStreams(null, Stream.Null, Stream.Null, new ConsoleWindow(() => (31, 97)));
        await using var session = await engine.AttachAsync(
            id, hasTerminal: true, streams, DetachKeys.Default, started: false, untilRemoved: false, CancellationToken.None);
        var running = session.RunAsync(redraw: false, CancellationToken.None);

        await fixture.Engine.PostAsync($"/containers/{id}/start");
        session.FitWindow();

        (await running.WaitAsync(TimeSpan.FromMinutes(1))).ExitCode.Should().Be(0);
    }

    private async Task<string> CreateAsync(string script)
    {
        var label = fixture.RunLabel.Split('=');
        var made = await fixture.Engine.PostAsync("/containers/create", new JsonObject
        {
            ["Image"] = "busybox",
            ["Cmd"] = new JsonArray("sh", "-c", script),
            ["Tty"] = true,
            ["Labels"] = new JsonObject { [label[0]] = label[1] },
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none" },
        });
        return (string)made!["Id"]!;
    }
}
