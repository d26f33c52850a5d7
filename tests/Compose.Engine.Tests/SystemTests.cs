using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Host;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class SystemTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task The_engine_tells_of_itself()
    {
        var ping = await Client.PingAsync();
        var version = await Client.EngineVersionAsync();
        var info = await Client.InfoAsync();

        ping.OperatingSystem.Should().Be("linux");
        version.APIVersion.Should().Be(ping.Version.ToString());
        info.ServerVersion.Should().Be(version.Version);
        info.NCPU.Should().Be(Environment.ProcessorCount);
        info.Swarm!.LocalNodeState.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Events_that_happen_after_the_subscription_are_never_missed()
    {
        for (var i = 0; i < 10; i++)
        {
            var name = engine.Name("event");
            await using var events = await Client.OpenEventsAsync(
                new Filters().Add("type", "container").Add("event", "create").Add("container", name));
            var created = await engine.CreateAsync(engine.Shell("true"), name);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

            await foreach (var happened in events.WithCancellation(patience.Token))
            {
                happened.Action.Should().Be("create");
                happened.Actor.ID.Should().Be(created.ID);
                happened.Actor.Attributes.Should().Contain("name", name).And.Contain(engine.Labels);
                happened.TimeNano.Should().BePositive();
                break;
            }
        }
    }

    [Fact]
    public async Task Health_arrives_as_an_event()
    {
        var container = engine.Shell(
            "sleep 100", container => container.Healthcheck = new HealthcheckConfig
            { Test = ["CMD", "true"], Interval = TimeSpan.FromMilliseconds(100) });
        var created = await engine.CreateAsync(container, engine.Name("health"));
        await using var events = await Client.OpenEventsAsync(new Filters().Add("container", created.ID).Add("event", "health_status"));
        await Client.StartContainerAsync(created.ID);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        await foreach (var happened in events.WithCancellation(patience.Token))
        {
            happened.Action.Should().Be("health_status: healthy");
            break;
        }

        (await Client.InspectContainerAsync(created.ID)).State!.Health!.Log.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Reading_only_reads()
    {
        var calls = new List<EngineCall>();
        await using var client = EngineClient.FromEnvironment(ProcessEnvironment.OfProcess(), new EngineOptions { Observer = calls.Add });

        await client.ListContainersAsync(engine.Mine, all: true);
        await client.ListNetworksAsync(engine.Mine);
        await client.ListVolumesAsync(engine.Mine);
        await client.ListImagesAsync();

        calls.Should().HaveCount(5).And.OnlyContain(call => call.Method == "GET" && call.Status == 200 && call.Elapsed > TimeSpan.Zero);
    }
}
