using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Progress;

namespace Compose.Execution.Scheduling;

/// <summary>
/// One run of one plan. The loop of <see cref="RunAsync"/> owns every field: what runs elsewhere only writes to the inbox. So there are no
/// locks, and events come one at a time.
/// </summary>
internal sealed class PlanRun
{
    private readonly Plan _plan;
    private readonly IOperationRunner _runner;
    private readonly ExecutionOptions _options;
    private readonly Action<ProgressEvent> _report;
    private readonly CancellationToken _stop;
    private readonly CancellationToken _kill;
    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PlanProgress _progress;
    private readonly StepOutcome?[] _outcomes;
    private readonly long[] _startedAt;
    private readonly List<StepId> _failures = [];
    private readonly List<Task> _executions = [];
    private bool _isInterrupted;
    private ExceptionDispatchInfo? _bug;
    private int _inFlight;
    private int _slotsTaken;

    public PlanRun(
        Plan plan, IOperationRunner runner, ExecutionOptions options, Action<ProgressEvent> report, CancellationToken stop,
        CancellationToken kill)
    {
        _plan = plan;
        _runner = runner;
        _options = options;
        _report = report;
        _stop = stop;
        _kill = kill;
        _progress = new PlanProgress(plan);
        _outcomes = new StepOutcome?[plan.Steps.Length];
        _startedAt = new long[plan.Steps.Length];
    }

    public async Task<PlanOutcome> RunAsync()
    {
        var began = _options.Time.GetTimestamp();
        _report(new ProgressEvent.PlanStarted(_plan));
        while (true)
        {
            while (TryTake(out var step))
                Start(step);
            if (_inFlight == 0)
                break;
            Handle(await _inbox.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false));
        }

        await Task.WhenAll(_executions).ConfigureAwait(false);
        _bug?.Throw();
        FinishTheRest();
        var outcome = new PlanOutcome(_plan, [.. _outcomes!], _options.Time.GetElapsedTime(began));
        _report(new ProgressEvent.PlanFinished(outcome));
        return outcome;
    }

    /// <summary>Who has had enough still wants back what was being replaced; who says so again wants nothing.</summary>
    private bool TryTake([NotNullWhen(true)] out Step? step)
    {
        step = null;
        if (_bug is not null || _kill.IsCancellationRequested)
            return false;
        if (_stop.IsCancellationRequested && !_isInterrupted)
        {
            _isInterrupted = true;
            _progress.Interrupt();
            ReportUnneeded();
        }

        return _progress.TryTake(_slotsTaken < _options.Slots, out step);
    }

    private void Start(Step step)
    {
        _inFlight++;
        if (!step.Operation.Waits)
            _slotsTaken++;
        _startedAt[step.Id.Value] = _options.Time.GetTimestamp();
        _report(new ProgressEvent.Started(step));
        var run = new StepRun(step, Resolver(), progress => _inbox.Writer.TryWrite(new Message.Report(progress)));
        _executions.Add(ExecuteAsync(run, EndsWithTheRun(step) ? _stop : _kill));
    }

    /// <summary>Safe to call from the step: whatever it refers to was made, and noted here, before it was started.</summary>
    private Func<ContainerRef, string> Resolver()
    {
        var ids = _outcomes;
        return container => container switch
        {
            ContainerRef.Existing existing => existing.Id,
            ContainerRef.CreatedBy made =>
                IdOf(ids[made.Step.Value]) ?? throw new InvalidOperationException($"{made.Step} has made no container"),
            _ => throw new InvalidOperationException("an unknown kind of reference"),
        };
    }

    private static string? IdOf(StepOutcome? outcome) => outcome switch
    {
        StepOutcome.Done done => done.ContainerId,
        StepOutcome.Warned warned => warned.ContainerId,
        _ => null,
    };

    /// <summary>
    /// A wait, a transfer or a user's program may take for ever, and cutting it off leaves nothing half done; a graceful stop that has
    /// begun is seen to its end, and so is the way back.
    /// </summary>
    private static bool EndsWithTheRun(Step step) => step.Compensation is null
        && step.Operation is Operation.AwaitCondition or Operation.Delay or Operation.RunHook or Operation.RunPreStart
        or Operation.RunProvider
            or Operation.PullModel or Operation.ConfigureModel
            or Operation.PullImage or Operation.PushImage or Operation.BuildImage or Operation.AwaitService or Operation.AwaitTasksGone;

    private async Task ExecuteAsync(StepRun run, CancellationToken cancellationToken)
    {
        Message message;
        try
        {
            message = new Message.Completed(run.Step, await _runner.RunAsync(run, cancellationToken).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            message = new Message.Completed(run.Step, null, null);
        }
#pragma warning disable CA1031 // Whatever it is goes to the loop, which throws it once everything in flight has ended.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            message = new Message.Completed(run.Step, null, ExceptionDispatchInfo.Capture(bug));
        }

        _inbox.Writer.TryWrite(message);
    }

    private void Handle(Message message)
    {
        if (message is Message.Report report)
        {
            _report(report.Progress);
            return;
        }

        var (step, result, bug) = (Message.Completed)message;
        _inFlight--;
        if (!step.Operation.Waits)
            _slotsTaken--;
        _bug ??= bug;
        var outcome = OutcomeOf(result);
        _outcomes[step.Id.Value] = outcome;
        if (outcome is StepOutcome.Failed)
            _failures.Add(step.Id);
        _report(new ProgressEvent.Finished(step, outcome, _options.Time.GetElapsedTime(_startedAt[step.Id.Value])));
        if (outcome.Succeeded)
            _progress.Done(step.Id);
        else
            _progress.Failed(step.Id);
        ReportUnneeded();
    }

    /// <summary>What turns out to need no way back is told at once: the rest of it is what is seen to run.</summary>
    private void ReportUnneeded()
    {
        if (!_progress.IsRollingBack)
            return;
        foreach (var step in _plan.Steps)
            if (_outcomes[step.Id.Value] is null && _progress[step.Id] == StepState.Unneeded)
                _report(new ProgressEvent.Finished(step, _outcomes[step.Id.Value] = new StepOutcome.Unneeded(), TimeSpan.Zero));
    }

    private static StepOutcome OutcomeOf(OperationResult? result) => result switch
    {
        null or { IsCancelled: true } => new StepOutcome.Cancelled(),
        { Error: { } error } => new StepOutcome.Failed(error),
        { Warning: { } warning } => new StepOutcome.Warned(warning, result.ContainerId),
        _ => new StepOutcome.Done(result.ContainerId),
    };

    /// <summary>Edges only point backwards: the outcome of everything a step waited for is known when its turn comes.</summary>
    private void FinishTheRest()
    {
        foreach (var step in _plan.Steps)
        {
            if (_outcomes[step.Id.Value] is not null)
                continue;
            var outcome = _outcomes[step.Id.Value] = OutcomeOfNotRun(step);
            _report(new ProgressEvent.Finished(step, outcome, TimeSpan.Zero));
        }
    }

    private StepOutcome OutcomeOfNotRun(Step step)
    {
        if (step.Compensation is not null && !_progress.IsRollingBack)
            return new StepOutcome.Unneeded();
        foreach (var before in step.After)
            if (_outcomes[before.Value] is StepOutcome.Failed)
                return new StepOutcome.Skipped([before]);
        foreach (var before in step.After)
            if (_outcomes[before.Value] is StepOutcome.Skipped skipped && _plan[before].After.Contains(skipped.Because[0]))
                return new StepOutcome.Skipped(skipped.Because.Insert(0, before));
        return _failures.Count > 0 && !_stop.IsCancellationRequested ? new StepOutcome.Skipped([_failures[0]])
            : new StepOutcome.Cancelled();
    }

    private abstract record Message
    {
        public sealed record Completed(Step Step, OperationResult? Result, ExceptionDispatchInfo? Bug) : Message;

        public sealed record Report(ProgressEvent Progress) : Message;
    }
}
