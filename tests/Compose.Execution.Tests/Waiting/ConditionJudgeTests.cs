using Compose.Execution.Observing;
using Compose.Execution.Waiting;
using Compose.Planning.Operations;
using Compose.Testing;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Waiting;

public sealed class ConditionJudgeTests
{
    private static readonly ContainerTarget Target = new(new ContainerRef.Existing("abc"), "a", 1, "crash-a-1");

    private readonly ManualTime _clock = new();
    private readonly UninterruptedRun _run;

    public ConditionJudgeTests() => _run = new UninterruptedRun(_clock);

    [Fact]
    public void A_container_without_health_check_counts_as_running_after_the_stable_time()
    {
        Look(Running("1")).Should().Be(new ConditionResult.Pending(TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Look(Running("1")).Should().Be(new ConditionResult.Pending(TimeSpan.FromMilliseconds(600)));
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        Look(Running("1")).Should().Be(ConditionResult.Yes);
    }

    [Fact]
    public void With_a_stable_time_of_zero_the_first_look_at_a_running_container_is_enough() =>
        Look(Running("1"), stable: 0).Should().Be(ConditionResult.Yes);

    [Fact]
    public void A_container_that_exits_within_the_stable_time_fails()
    {
        Look(Running("1"));
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Look(Exited(1)).Should().Be(new ConditionResult.Failed("container crash-a-1 exited (1)"));
    }

    [Fact]
    public void A_one_shot_that_exits_with_zero_meets_the_condition() => Look(Exited(0)).Should().Be(ConditionResult.Yes);

    [Fact]
    public void A_restart_begins_the_stable_time_again()
    {
        Look(Running("1"));
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        Look(Restarting(1)).Should().Be(ConditionResult.Wait);
        Look(Running("2", restarts: 1)).Should().Be(new ConditionResult.Pending(TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        // It exited and was started again between two looks.
        Look(Running("3", restarts: 2)).Should().Be(new ConditionResult.Pending(TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Look(Running("3", restarts: 2)).Should().Be(ConditionResult.Yes);
    }

    [Fact]
    public void A_container_that_never_stops_restarting_fails() =>
        Look(Restarting(ConditionEvaluator.MostRestarts)).Should()
            .Be(new ConditionResult.Failed("container crash-a-1 does not stay up: it exited (1) and was restarted 10 times"));

    [Fact]
    public void A_healthy_container_does_not_wait_for_the_stable_time() =>
        Look(new ContainerInspectResponse
        {
            Name = "/crash-a-1",
            State = new State
            { Running = true, Status = "running", StartedAt = "1", Health = new Health { Status = "healthy" } }
        })
            .Should().Be(ConditionResult.Yes);

    [Theory]
    [InlineData("Up Less than a second", 0)]
    [InlineData("Up 1 second", 1)]
    [InlineData("Up 42 seconds (healthy)", 42)]
    [InlineData("Up About a minute", null)]
    [InlineData("Up 3 hours", null)]
    [InlineData("Exited (1) 3 seconds ago", null)]
    [InlineData("Created", null)]
    public void The_status_line_of_a_list_shows_what_has_just_been_started(string status, int? seconds) =>
        ContainerReading.UpFor(status).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    private ConditionResult Look(ContainerInspectResponse container, int stable = 1)
    {
        var wait = new Operation.AwaitCondition(Target, AwaitedCondition.RunningOrHealthy, Required: true, [], null)
        { Stable = TimeSpan.FromSeconds(stable) };
        return ConditionEvaluator.Judge(container, wait, _run.Of(container.State));
    }

    private static ContainerInspectResponse Running(string startedAt, int restarts = 0) =>
        Container(new State { Running = true, Status = "running", StartedAt = startedAt }, restarts);

    private static ContainerInspectResponse Restarting(int restarts) =>
        Container(new State { Running = true, Restarting = true, Status = "restarting", ExitCode = 1 }, restarts);

    private static ContainerInspectResponse Exited(int code) => Container(new State { Status = "exited", ExitCode = code }, 0);

    private static ContainerInspectResponse Container(State state, int restarts) =>
        new() { Name = "/crash-a-1", State = state, RestartCount = restarts };
}
