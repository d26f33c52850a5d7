using System.Text.Json.Nodes;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Execution.Events;
using Compose.Host;
using Compose.Testing;
using Compose.Testing.Engine;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Events;

/// <summary>One subscription to a real engine for all who listen, through a relay that can cut it.</summary>
public sealed class ContainerEventsTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private readonly string _project = fixture.NewProject("events");
    private readonly ManualTime _clock = new();

    [Fact]
    public async Task All_listeners_share_one_subscription_until_the_last_has_gone()
    {
        await using var engine = new RelayedEngine(fixture, _project, _clock);
        await using (var all = await engine.Events.ListenAsync(null, CancellationToken.None))
        await using (var others = await engine.Events.ListenAsync("another", CancellationToken.None))
        {
            var id = await CreateAsync();
            (await ReadAsync(all, 1)).Should().Equal("create " + id);
            await using var one = await engine.Events.ListenAsync(id, CancellationToken.None);
            await fixture.Engine.DeleteAsync($"/containers/{id}");
            (await ReadAsync(all, 1)).Should().Equal("destroy " + id);
            (await ReadAsync(one, 1)).Should().Equal("destroy " + id);
            others.NewsAsync(CancellationToken.None).IsCompleted.Should().BeFalse("nothing happened to its container");
            engine.Subscriptions.Should().Be(1);
        }

        await using var next = await engine.Events.ListenAsync(null, CancellationToken.None);
        engine.Subscriptions.Should().Be(2);
    }

    [Fact]
    public async Task After_a_cut_all_look_for_themselves_and_hear_what_follows()
    {
        await using var engine = new RelayedEngine(fixture, _project, _clock);
        await using var all = await engine.Events.ListenAsync(null, CancellationToken.None);
        await using var wait = await engine.Events.ListenAsync("waited-for", CancellationToken.None);
        engine.Relay.Cut("/events");
        (await ReadAsync(all, 1)).Should().Equal("look");
        var news = wait.NewsAsync(CancellationToken.None);
        news.IsCompleted.Should().BeFalse("a wait looks when the engine is back");

        await NextTryAsync();
        await news;
        (await ReadAsync(all, 1)).Should().Equal("look");
        var id = await CreateAsync();
        (await ReadAsync(all, 1)).Should().Equal("create " + id);
    }

    [Fact]
    public async Task An_engine_that_stays_away_is_the_failure_of_all()
    {
        await using var engine = new RelayedEngine(fixture, _project, _clock);
        await using var wait = await engine.Events.ListenAsync("waited-for", CancellationToken.None);
        await engine.Relay.DisposeAsync();
        var news = wait.NewsAsync(CancellationToken.None);
        while (!news.IsCompleted)
            await NextTryAsync();
        await news.Awaiting(task => task).Should().ThrowAsync<EngineError>();
        await engine.Events.Awaiting(events => events.ListenAsync(null, CancellationToken.None)).Should().ThrowAsync<EngineError>();
    }

    private async Task NextTryAsync()
    {
        for (var i = 0; i < 100 && _clock.WaitingTimers == 0; i++)
            await Task.Delay(5);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
    }

    private async Task<string> CreateAsync()
    {
        var body = new JsonObject { ["Image"] = "busybox", ["Labels"] = new JsonObject { ["com.docker.compose.project"] = _project } };
        return (string)(await fixture.Engine.PostAsync("/containers/create", body))!["Id"]!;
    }

    private static async Task<List<string>> ReadAsync(EventListener listener, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<string> read = [];
        await foreach (Message? happened in listener.WithCancellation(limit.Token))
        {
            read.Add(happened is null ? "look" : $"{happened.Action} {happened.Actor.ID}");
            if (read.Count == count)
                break;
        }

        return read;
    }

    private sealed class RelayedEngine : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-events-").FullName;
        private readonly EngineClient _client;

        public RelayedEngine(EngineFixture fixture, string project, TimeProvider clock)
        {
            Relay = new RecordingRelay(Path.Combine(_folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
            _client = EngineClient.FromEnvironment(ProcessEnvironment.Empty.With(EnvironmentNames.Host, Relay.Address));
            Events = new ContainerEvents(_client, project, clock);
        }

        public RecordingRelay Relay { get; }

        public ContainerEvents Events { get; }

        public int Subscriptions => Relay.Requests.Count(line => line.Contains("/events", StringComparison.Ordinal));

        public async ValueTask DisposeAsync()
        {
            await _client.DisposeAsync();
            await Relay.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
