using Compose.Engine;
using Compose.Engine.Addressing;
using Compose.Engine.Errors;
using Compose.Execution.Swarm;
using Compose.Host;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Swarm;

/// <summary>A swarm that elects another leader does not answer meanwhile.</summary>
public sealed class SilentSwarmTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ScriptedManager _manager = new(new Dictionary<string, string>
    {
        ["/services"] = """
            [{"ID":"id","Version":{"Index":2},"Spec":{"Name":"s_web","Mode":{"Replicated":{"Replicas":1}}},"UpdateStatus":{"State":"completed"}}]
            """,
        ["/tasks"] = """[{"ID":"t","ServiceID":"id","NodeID":"n","Slot":1,"DesiredState":"running","Status":{"State":"running"}}]""",
        ["/nodes"] = """[{"ID":"n","Status":{"State":"ready"},"Description":{"Hostname":"n1"}}]""",
    });

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Time_without_answers_is_not_counted_as_time_without_change()
    {
        await using var engine = new EngineClient(EngineAddress.Parse(_manager.Address), ProcessEnvironment.Empty);
        await using var convergence = new ServiceConvergence(engine, "s", Patience, _time);
        _manager.HasNoLeader = true;
        var waiting = convergence.UntilAsync(new AwaitedService("id", "s_web", 1), null, default);
        await LooksAsync();
        _time.Advance(Patience * 3);
        await LooksAsync();
        waiting.IsCompleted.Should().BeFalse("an election takes longer than the patience");

        _manager.HasNoLeader = false;
        (await waiting.WaitAsync(TimeSpan.FromMinutes(1))).End.Should().Be(ServiceEnd.Running);
    }

    [Fact]
    public async Task A_swarm_that_does_not_answer_again_ends_the_wait()
    {
        await using var engine = new EngineClient(EngineAddress.Parse(_manager.Address), ProcessEnvironment.Empty);
        await using var convergence = new ServiceConvergence(engine, "s", Patience, _time);
        _manager.HasNoLeader = true;
        var waiting = convergence.UntilAsync(new AwaitedService("id", "s_web", 1), null, default);
        await LooksAsync();
        _time.Advance(TimeSpan.FromSeconds(61));

        await waiting.Invoking(wait => wait.WaitAsync(TimeSpan.FromMinutes(1))).Should().ThrowAsync<EngineError>()
            .WithMessage("*does not have a leader*");
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    private async Task LooksAsync()
    {
        var before = _manager.Requests.Count;
        await Eventually.UntilAsync(() => _manager.Requests.Count > before + 4, "the swarm was asked again");
    }
}
