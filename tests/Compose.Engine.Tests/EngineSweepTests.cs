using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>The sweep of the tests themselves.</summary>
[Collection(RealEngineTests.Name)]
public sealed class EngineSweepTests(RealEngine engine)
{
    [Fact]
    public async Task A_network_that_the_engine_keeps_is_listed_and_the_sweep_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var socket = new EngineSocket(engine.Host);
        var label = $"ncompose.test.sweep={engine.Name("sweep")}";
        var network = await MakeAsync(socket, "networks", engine.Name("kept"), label);
        var volume = await MakeAsync(socket, "volumes", engine.Name("volume"), label);
        // Without the label: the sweep must not remove what keeps the network in use.
        var user = await engine.RunAsync("sleep 600");
        await socket.PostAsync($"/networks/none/disconnect", new JsonObject { ["Container"] = user, ["Force"] = true });
        await socket.PostAsync($"/networks/{network}/connect", new JsonObject { ["Container"] = user });

        var leftovers = Path.Combine(folder.Path, "test", "leftovers.txt");
        var sweep = new EngineSweep(socket, leftovers);
        await sweep.RemoveAsync(label, TimeSpan.FromMilliseconds(300));

        File.ReadAllLines(leftovers).Should().ContainSingle().Which.Should()
            .StartWith($"network {network}: 403").And.Contain("active endpoints");
        (await socket.VolumesAsync(label)).Should().BeEmpty($"{volume} comes after the network");

        await socket.DeleteAsync($"/containers/{user}?force=1");
        await sweep.RemoveAsync(label, TimeSpan.FromMinutes(1));
        (await socket.NetworksAsync(label)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_sweep_waits_for_a_removal_under_way()
    {
        using var folder = new TemporaryFolder();
        using var socket = new EngineSocket(engine.Host);
        var label = $"ncompose.test.sweep={engine.Name("sweep")}";
        var network = await MakeAsync(socket, "networks", engine.Name("busy"), label);
        var user = await engine.RunAsync("sleep 600");
        await socket.PostAsync($"/networks/none/disconnect", new JsonObject { ["Container"] = user, ["Force"] = true });
        await socket.PostAsync($"/networks/{network}/connect", new JsonObject { ["Container"] = user });

        var leftovers = Path.Combine(folder.Path, "leftovers.txt");
        var sweeping = new EngineSweep(socket, leftovers).RemoveAsync(label, TimeSpan.FromMinutes(2));
        await socket.DeleteAsync($"/containers/{user}?force=1");
        await sweeping;

        File.Exists(leftovers).Should().BeFalse();
        (await socket.NetworksAsync(label)).Should().BeEmpty();
    }

    private static async Task<string> MakeAsync(EngineSocket socket, string kind, string name, string label)
    {
        var pair = label.Split('=', 2);
        await socket.PostAsync($"/{kind}/create", new JsonObject { ["Name"] = name, ["Labels"] = new JsonObject { [pair[0]] = pair[1] } });
        return name;
    }
}
