using System.Collections.Concurrent;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Scheduler;

public sealed class PlanExecutorTests : IDisposable
{
    private readonly ScriptedRunner _runner = new();
    private readonly List<ProgressEvent> _events = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _finished = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();

    public void Dispose()
    {
        _stop.Dispose();
        _kill.Dispose();
    }

    private static ContainerTarget Container(string name) => new(new ContainerRef.Existing(name), "web", 1, name);

    private static Operation.KillContainer Call(string name = "c") => new(Container(name), "SIGKILL");

    private static Operation.AwaitCondition Wait(string name = "c") => new(Container(name), AwaitedCondition.Healthy, true, ["web"], null);

    /// <summary>Steps with the numbers (from 1) that they come after.</summary>
    private static Plan PlanOf(FailurePolicy policy, params (Operation Operation, int[] After)[] steps)
    {
        var builder = new PlanBuilder { OnFailure = policy };
        foreach (var (operation, after) in steps)
            builder.Add(operation, new Reason(ReasonCode.Requested), after.Select(number => new StepId(number - 1)));
        return builder.Build();
    }

    private Task<PlanOutcome> Run(Plan plan, int slots = 10) =>
        PlanExecutor.RunAsync(plan, _runner, new ExecutionOptions { Slots = slots }, Report, _stop.Token, _kill.Token)
            .WaitAsync(TimeSpan.FromMinutes(1));

    private void Report(ProgressEvent progress)
    {
        _events.Add(progress);
        if (progress is ProgressEvent.Finished finished)
            Finish(finished.Step.Id.Value + 1).TrySetResult();
    }

    private TaskCompletionSource Finish(int step) =>
        _finished.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets a step end, and comes back when the executor has seen it.</summary>
    private async Task End(int step, OperationResult? result = null)
    {
        _runner.End(step, result);
        await Finish(step).Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_smallest_ready_step_takes_the_free_slot_and_waits_take_none()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (Call(), []), (Call(), []), (Wait(), []), (Call(), [1])), slots: 2);
        _runner.Started.Should().Equal(1, 2, 4);
        _runner.End(1);
        await _runner.Start(3);
        _runner.Started.Should().Equal(1, 2, 4, 3);
        _runner.End(2);
        await _runner.Start(5);
        foreach (var step in new[] { 3, 4, 5 })
            _runner.End(step);
        (await run).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task A_step_comes_after_everything_it_is_to_come_after()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (Wait(), []), (Call(), [1, 2])));
        await End(1);
        _runner.Started.Should().Equal(1, 2);
        _runner.End(2);
        await _runner.Start(3);
        _runner.End(3);
        (await run).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task After_a_failure_calls_in_flight_finish_and_the_rest_says_because_of_which_step()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call("a"), []), (Call("b"), []), (Call("c"), [1]), (Call("d"), [3]), (Call("e"), [2])));
        await End(1, OperationResult.Failed("no"));
        run.IsCompleted.Should().BeFalse("step 2 is still running");
        _runner.End(2);
        var outcome = await run;
        outcome.Succeeded.Should().BeFalse();
        outcome.Steps[0].Should().BeOfType<StepOutcome.Failed>().Which.Error.Message.Should().Be("no");
        outcome.Steps[1].Should().BeOfType<StepOutcome.Done>();
        Because(outcome, 3).Should().Equal(1);
        Because(outcome, 4).Should().Equal(3, 1);
        Because(outcome, 5).Should().Equal(1);
        outcome.Failures().Should().ContainSingle().Which.Step.Id.Value.Should().Be(0);
        _runner.Started.Should().Equal(1, 2);
    }

    [Fact]
    public async Task With_that_policy_only_what_needs_the_failed_step_is_skipped()
    {
        var run = Run(PlanOf(FailurePolicy.ContinueIndependent, (Call(), []), (Call(), []), (Call(), [1]), (Call(), [2])));
        await End(1, OperationResult.Failed("no"));
        _runner.End(2);
        await _runner.Start(4);
        _runner.End(4);
        var outcome = await run;
        Because(outcome, 3).Should().Equal(1);
        outcome.Steps[3].Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task The_first_cancellation_ends_waits_lets_calls_finish_and_starts_nothing_more()
    {
        var run = Run(
            PlanOf(FailurePolicy.Stop, (Call(), []), (Wait(), []), (Call(), [1]), (new Operation.StopContainer(Container("s"), null), [])));
        await _stop.CancelAsync();
        _runner.End(4);
        _runner.End(1);
        var outcome = await run;
        outcome.Cancelled.Should().BeTrue();
        outcome.Steps.Select(step => step.GetType()).Should().Equal(
            typeof(StepOutcome.Done), typeof(StepOutcome.Cancelled), typeof(StepOutcome.Cancelled), typeof(StepOutcome.Done));
    }

    [Fact]
    public async Task The_second_cancellation_ends_calls_too()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (Call(), [1])));
        await _stop.CancelAsync();
        run.IsCompleted.Should().BeFalse();
        await _kill.CancelAsync();
        (await run).Steps.Should().AllBeOfType<StepOutcome.Cancelled>();
    }

    [Fact]
    public async Task The_id_of_a_container_that_a_step_made_reaches_those_that_refer_to_it()
    {
        var made = new ContainerTarget(new ContainerRef.CreatedBy(new StepId(0)), "web", 1, "web");
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (new Operation.StartContainer(made), [])));
        _runner.End(1, OperationResult.Made("abc"));
        var start = await _runner.Start(2);
        start.IdOf(made.Container).Should().Be("abc");
        start.IdOf(new ContainerRef.Existing("old")).Should().Be("old");
        _runner.End(2);
        (await run).IdOf(made.Container).Should().Be("abc");
    }

    [Fact]
    public async Task A_warning_is_a_success_with_something_to_tell()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (Call(), [1])));
        _runner.End(1, OperationResult.Warned("still in use"));
        await _runner.Start(2);
        _runner.End(2);
        var outcome = await run;
        outcome.Succeeded.Should().BeTrue();
        outcome.Steps[0].Should().Be(new StepOutcome.Warned("still in use"));
    }

    /// <summary>1 makes, 2 stops, 3 starts, 4 settles; 5 takes back 1, 6 takes back 2 and comes after 5; 7 belongs to none of them.</summary>
    private static Plan Replacement(int? tolerated = null)
    {
        var builder = new PlanBuilder();
        var made = Add(Call("made"), []);
        var stopped = Add(Call("stopped"), [made]);
        var started = Add(Call("started"), [stopped]);
        var settled = Add(Call("settled"), [started]);
        builder.Amend(settled, step => step with { RunsAfterFailure = true });
        if (tolerated is { } failures)
            foreach (var step in new[] { made, stopped, started, settled })
                builder.Amend(step, own => own with { FailureTolerance = new FailureTolerance("web", 1, failures) });
        var removed = Add(Call("removed"), []);
        builder.Amend(removed, step => step with { Compensation = new Compensation(made, settled) });
        var restarted = Add(Call("restarted"), [removed]);
        builder.Amend(restarted, step => step with { Compensation = new Compensation(stopped, settled) });
        Add(Call("other"), [started]);
        return builder.Build();

        StepId Add(Operation operation, StepId[] after) => builder.Add(operation, new Reason(ReasonCode.Requested), after);
    }

    [Fact]
    public async Task The_way_back_is_not_gone_when_all_goes_well()
    {
        var run = Run(Replacement());
        foreach (var step in new[] { 1, 2, 3, 4, 7 })
            _runner.End(step);
        var outcome = await run;
        outcome.Succeeded.Should().BeTrue();
        outcome.IsRolledBack.Should().BeFalse();
        _runner.Started.Should().Equal(1, 2, 3, 4, 7);
        outcome.Steps[4].Should().BeOfType<StepOutcome.Unneeded>();
    }

    [Fact]
    public async Task Rollback_compensates_only_steps_that_were_done()
    {
        var run = Run(Replacement());
        _runner.End(1);
        await _runner.Start(2);
        await End(2, OperationResult.Failed("no"));
        _runner.End(5);
        await _runner.Start(6);
        _runner.End(6);
        var outcome = await run;
        outcome.IsRolledBack.Should().BeTrue("a call that failed may have done its work");
        _runner.Started.Should().Equal(1, 2, 5, 6);
        outcome.RolledBack().Should().ContainSingle().Which.Because.Select(id => id.Value + 1).Should().Equal(3, 2);
    }

    [Fact]
    public async Task Rollback_ignores_steps_that_never_ran()
    {
        var run = Run(Replacement());
        await End(1, OperationResult.Failed("no"));
        _runner.End(5);
        var outcome = await run;
        // But the call that failed may have made something.
        _runner.Started.Should().Equal(1, 5);
        outcome.Steps[5].Should().BeOfType<StepOutcome.Unneeded>();
    }

    [Fact]
    public async Task Closing_steps_run_after_a_failure_elsewhere()
    {
        var builder = new PlanBuilder();
        var made = builder.Add(Call(), new Reason(ReasonCode.Requested));
        var other = builder.Add(Call(), new Reason(ReasonCode.Requested));
        var settled = builder.Add(Call(), new Reason(ReasonCode.Requested), [made]);
        builder.Amend(settled, step => step with { RunsAfterFailure = true });
        var back = builder.Add(Call(), new Reason(ReasonCode.Requested));
        builder.Amend(back, step => step with { Compensation = new Compensation(made, settled) });
        var run = Run(builder.Build());
        await End(other.Value + 1, OperationResult.Failed("no"));
        _runner.End(1);
        await _runner.Start(3);
        _runner.End(3);
        var outcome = await run;
        outcome.Steps[3].Should().BeOfType<StepOutcome.Unneeded>();
        _runner.Started.Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_failure_that_is_tolerated_is_taken_back_while_others_go_on()
    {
        var run = Run(Replacement(tolerated: 1));
        _runner.End(1);
        _runner.End(2);
        await _runner.Start(3);
        await End(3, OperationResult.Failed("no"));
        foreach (var step in new[] { 5, 6, 7 })
        {
            await _runner.Start(step);
            _runner.End(step);
        }

        var outcome = await run;
        outcome.Steps[6].Should().BeOfType<StepOutcome.Done>();
        outcome.IsRolledBack.Should().BeTrue();
    }

    [Fact]
    public async Task A_bug_is_thrown_once_everything_in_flight_has_ended()
    {
        var run = Run(PlanOf(FailurePolicy.Stop, (Call(), []), (Call(), []), (Call(), [2])));
        _runner.Throw(1, new InvalidOperationException("a bug"));
        await Finish(1).Task;
        run.IsCompleted.Should().BeFalse();
        _runner.End(2);
        await run.Invoking(task => task).Should().ThrowAsync<InvalidOperationException>().WithMessage("a bug");
        _runner.Started.Should().Equal(1, 2);
    }

    [Fact]
    public async Task Events_come_in_order_and_every_step_ends_once()
    {
        var plan = PlanOf(FailurePolicy.Stop, (Call(), []), (Call(), [1]), (Call(), [2]));
        var run = Run(plan);
        (await _runner.Start(1)).Progress("half", 1, 2);
        _runner.End(1);
        await _runner.Start(2);
        _runner.End(2, OperationResult.Failed("no"));
        var outcome = await run;
        _events.Select(Name).Should().Equal("plan", "start 1", "half 1", "end 1", "start 2", "end 2", "end 3", "done");
        ((ProgressEvent.PlanFinished)_events[^1]).Outcome.Should().BeSameAs(outcome);
    }

    [Fact]
    public async Task An_empty_plan_ends_at_once()
    {
        var outcome = await Run(Plan.Empty);
        outcome.Succeeded.Should().BeTrue();
        _events.Should().HaveCount(2);
    }

    private static IEnumerable<int> Because(PlanOutcome outcome, int step) =>
        outcome.Steps[step - 1].Should().BeOfType<StepOutcome.Skipped>().Which.Because.Select(id => id.Value + 1);

    private static string Name(ProgressEvent progress) => progress switch
    {
        ProgressEvent.PlanStarted => "plan",
        ProgressEvent.Started started => $"start {started.Step.Id.Value + 1}",
        ProgressEvent.Progressed progressed => $"{progressed.Text} {progressed.Step.Id.Value + 1}",
        ProgressEvent.Finished finished => $"end {finished.Step.Id.Value + 1}",
        ProgressEvent.PlanFinished => "done",
        _ => "?",
    };
}
