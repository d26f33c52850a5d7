using Compose.Engine;
using Compose.Engine.Addressing;
using Compose.Execution.Building;
using Compose.Execution.Scheduling;
using Compose.Execution.Stacks;
using Compose.Execution.Swarm;
using Compose.Host;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Testing;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Swarm;

/// <summary>A manager without a leader takes no request, and does nothing.</summary>
public sealed class LeaderElectionTests : IAsyncDisposable
{
    private readonly ScriptedManager _manager = new(new Dictionary<string, string>
    {
        ["/services/id"] = """
            {"ID":"id","Version":{"Index":2},"Spec":{"Name":"s_web","Labels":{"a":"new"}},"PreviousSpec":{"Name":"s_web","Labels":{"a":"old"}}}
            """,
        ["/services/id/update"] = "{}",
    });

    private readonly ManualTime _time = new();
    private readonly List<string> _said = [];

    [Fact]
    public async Task A_rollback_waits_for_the_next_leader()
    {
        _manager.HasNoLeader = true;
        await RunAsync(async reverting =>
        {
            await LooksAsync(reverting);
            await LooksAsync(reverting);
            _manager.Requests.Should().NotContain("POST /services/id/update");
            _manager.HasNoLeader = false;
            _time.Advance(TimeSpan.FromSeconds(1));
            (await reverting).Error.Should().BeNull();
        });
        _manager.Requests.Should().Contain("POST /services/id/update");
        _said.Should().Contain("waits until the swarm has a leader again");
    }

    [Fact]
    public async Task It_fails_when_none_is_elected()
    {
        _manager.HasNoLeader = true;
        await RunAsync(async reverting =>
        {
            await LooksAsync(reverting);
            _time.Advance(TimeSpan.FromMinutes(2));
            (await reverting).Error!.Message.Should().Contain("does not have a leader");
        });
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    private async Task RunAsync(Func<Task<OperationResult>, Task> check)
    {
        await using var engine = new EngineClient(EngineAddress.Parse(_manager.Address), ProcessEnvironment.Empty);
        await using var convergence = new ServiceConvergence(engine, "s", TimeSpan.FromSeconds(10), _time);
        var runner = new StackRunner(engine, convergence, new RunnerSettings { Clock = _time }, new StackOptions());
        var old = new ServiceSpec { Name = "s_web", Labels = new Dictionary<string, string> { ["a"] = "old" } };
        var step = new Step(new StepId(0), new Operation.RevertService("", "id", old), [], []);
        var run = new StepRun(step, container => container.ToString(), said => _said.Add(((ProgressEvent.Progressed)said).Text));
        await check(runner.RunAsync(run, default).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>The next request was made, and the time after it has begun.</summary>
    private async Task LooksAsync(Task<OperationResult> reverting)
    {
        var before = _manager.Requests.Count;
        await Eventually.UntilAsync(() => reverting.IsCompleted || HasLooked(), "the swarm was asked again");
        if (reverting.IsCompleted)
            (await reverting).Error.Should().Be(null, "it goes on");

        bool HasLooked()
        {
            var isWaiting = _time.WaitingTimers > 0;
            if (isWaiting && _manager.Requests.Count == before)
                _time.Advance(TimeSpan.FromSeconds(1));
            return isWaiting && _manager.Requests.Count > before;
        }
    }
}
