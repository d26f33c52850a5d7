using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>One wait: what was seen of its service before, and since when it is as it should be.</summary>
internal sealed class ServiceWait(AwaitedService service, Action<string>? report = null)
{
    private const string Unseen = "the swarm does not show the change";

    private readonly TaskCompletionSource<ServiceJudgement> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceJudgement? _last;
    private DateTimeOffset _since;
    private long _best = -1;

    internal AwaitedService Service => service;

    internal Task<ServiceJudgement> Verdict => _verdict.Task;

    internal ServiceView? View { get; private set; }

    /// <summary>The last task that has failed; the swarm may have forgotten it by the end.</summary>
    internal TaskResponse? Failure { get; private set; }

    /// <summary>Returns whether it has come further than ever before.</summary>
    internal bool Observe(ServiceView? view, DateTimeOffset now)
    {
        if (view is null)
            return End(ServiceJudgement.Over(ServiceEnd.Removed, "another client has removed it"));
        if (view.Service.Version?.Index <= service.Since)
            return false;
        View = view;
        Failure = view.Tasks.Where(ServiceView.HasFailed).MaxBy(task => task.CreatedAt) ?? Failure;
        var judgement = ServiceJudge.Judge(view, service.IsRollback);
        if (judgement.Text != _last?.Text)
            report?.Invoke(judgement.Text);
        if (judgement.GetType() != _last?.GetType())
            _since = now;
        _last = judgement;
        return judgement switch
        {
            ServiceJudgement.Reached reached => now - _since >= reached.Steady && End(reached),
            ServiceJudgement.Ended ended => now - _since >= ended.Steady && End(ended),
            ServiceJudgement.Pending pending => Advance(pending.Progress),
            _ => false,
        };
    }

    /// <summary>Ends it when nothing of the stack has changed for longer than it may. What is reached only has to stay so for a moment.</summary>
    internal void GiveUp(TimeSpan unchanged, TimeSpan patience)
    {
        if (_last is not (null or ServiceJudgement.Pending))
            return;
        var grace = (_last as ServiceJudgement.Pending)?.Grace ?? TimeSpan.Zero;
        if (unchanged > patience + grace)
            End(ServiceJudgement.Over(
                ServiceEnd.TimedOut, $"nothing has changed for {unchanged.TotalSeconds:0} s: {_last?.Text ?? Unseen}"));
    }

    internal void Fail(Exception error) => _verdict.TrySetException(error);

    private bool End(ServiceJudgement judgement) => _verdict.TrySetResult(judgement);

    private bool Advance(long progress)
    {
        if (progress <= _best)
            return false;
        _best = progress;
        return true;
    }
}
