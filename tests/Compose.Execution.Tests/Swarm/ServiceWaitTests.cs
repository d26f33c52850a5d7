using Compose.Execution.Swarm;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;
using static Compose.Execution.Tests.Swarm.Views;

namespace Compose.Execution.Tests.Swarm;

/// <summary>When a wait gives up.</summary>
public sealed class ServiceWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ServiceView Starting = Of(Replicated(1), Task(1, "n1", TaskState.Starting));
    private static readonly ServiceView Running = Of(Replicated(1), Task(1, "n1", TaskState.Running));

    private readonly ServiceWait _wait = new(new AwaitedService("s1", "shop_web"));

    [Fact]
    public async Task A_service_that_runs_at_the_last_moment_has_converged()
    {
        _wait.Observe(Starting, Start);
        var late = Start + Patience + TimeSpan.FromSeconds(1);
        _wait.Observe(Running, late);
        _wait.GiveUp(late - Start, Patience);
        _wait.Verdict.IsCompleted.Should().BeFalse("it runs, and only has to stay so for a moment");
        _wait.Observe(Running, late + TimeSpan.FromSeconds(2));
        (await _wait.Verdict).Should().BeOfType<ServiceJudgement.Reached>();
    }

    [Fact]
    public async Task A_service_that_starts_for_longer_than_the_patience_has_not()
    {
        _wait.Observe(Starting, Start);
        _wait.GiveUp(Patience + TimeSpan.FromSeconds(1), Patience);
        (await _wait.Verdict).Text.Should().StartWith("nothing has changed for 11 s: 0 of 1 running");
    }

    [Fact]
    public async Task A_service_that_runs_and_fails_by_turns_does_not_wait_forever()
    {
        for (var second = 0; second <= Patience.TotalSeconds; second++)
            _wait.Observe(second % 2 == 0 ? Starting : Running, Start + TimeSpan.FromSeconds(second / 4.0));
        _wait.GiveUp(Patience + TimeSpan.FromSeconds(1), Patience);
        (await _wait.Verdict).Text.Should().StartWith("nothing has changed for 11 s: 0 of 1 running");
    }
}
