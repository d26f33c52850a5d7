using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// Folds the events of a run into what people are told. Steps of one group are told as one thing: a replacement is "Recreate", then
/// "Recreated", not the stop, removal and renaming that it consists of.
/// </summary>
internal sealed class StatusChanges
{
    private const string Extracting = "Extracting";
    private const string DaemonSays = "Error response from daemon:";
    private readonly Dictionary<StepGroup, int> _open = [];
    private readonly HashSet<StepGroup> _begun = [];
    private readonly HashSet<Resource> _failed = [];
    private readonly HashSet<(string Id, string Message)> _reported = [];
    private Plan _plan = Plan.Empty;

    public IEnumerable<StatusChange> Of(ProgressEvent happened) => happened switch
    {
        ProgressEvent.PlanStarted started => Begin(started.Plan),
        ProgressEvent.Started started => Started(started.Step),
        ProgressEvent.Progressed progressed => Progressed(progressed),
        ProgressEvent.Finished finished => Finished(finished.Step, finished.Outcome),
        _ => [],
    };

    private IEnumerable<StatusChange> Begin(Plan plan)
    {
        _plan = plan;
        _open.Clear();
        _begun.Clear();
        _failed.Clear();
        _reported.Clear();
        foreach (var step in plan.Steps)
            if (step.Group is { } group)
                _open[group] = _open.GetValueOrDefault(group) + 1;
        foreach (var container in plan.Unchanged)
            yield return new StatusChange($"Container {container.Name}", StatusKind.Done, "Running");
        foreach (var service in plan.UnchangedServices)
            yield return new StatusChange($"Service {service}", StatusKind.Done, "Unchanged");
        foreach (var settled in plan.AlreadyDone)
        {
            var (doing, did) = settled.Kind == AlreadyDoneKind.Stopped ? ("Stopping", "Stopped") : ("Waiting", "Healthy");
            yield return new StatusChange($"Container {settled.Container}", StatusKind.Working, doing);
            yield return new StatusChange($"Container {settled.Container}", StatusKind.Done, did);
        }
        foreach (var (resource, why) in plan.SkippedResources)
            yield return new StatusChange(
                resource.Kind == ResourceKind.Service ? resource.Name : $"{resource.Kind} {resource.Name}", StatusKind.Done,
                "Skipped", why);
    }

    private IEnumerable<StatusChange> Started(Step step)
    {
        if (step.Group is { } group)
        {
            // Told once, by whichever step of the group is the first.
            if (_begun.Add(group) && StatusWords.Of(group) is { } words)
                yield return new StatusChange(IdOf(group), StatusKind.Working, words.Doing);
        }
        else if (StatusWords.Of(step.Operation) is { Doing.Length: > 0 } own)
        {
            yield return new StatusChange(own.Id, StatusKind.Working, own.Doing);
        }
    }

    private static IEnumerable<StatusChange> Progressed(ProgressEvent.Progressed progressed)
    {
        if (StatusWords.Of(progressed.Step.Operation) is not { } words)
            yield break;
        if (progressed.Part is { } part)
            yield return new StatusChange(part, IsOver(progressed.Text) ? StatusKind.Done : StatusKind.Working, progressed.Text)
            {
                Parent = words.Id,
                Current = progressed.Current ?? 0,
                Total = progressed.Total ?? 0,
            };
        else
            yield return new StatusChange(
                words.Id, StatusKind.Working, progressed.Text == Extracting ? Extracting : words.Doing,
                progressed.Text == words.Doing || progressed.Text == Extracting ? "" : progressed.Text)
            {
                Current = progressed.Current ?? 0,
                Total = progressed.Total ?? 0,
            };
    }

    /// <summary>A container has several steps, and several waits may meet the same failure: each fact is reported once.</summary>
    private bool IsNew(string id, string message) => _reported.Add((id, message));

    private static bool IsOver(string status) =>
        status is "Download complete" or "Already exists" or "Pull complete" or "Pushed" or "Layer already exists";

    private IEnumerable<StatusChange> Finished(Step step, StepOutcome outcome)
    {
        var group = step.Group;
        var isLast = group is not null && --_open[group] == 0;
        var id = group is null ? StatusWords.IdOf(step.Operation) : IdOf(group);
        switch (outcome)
        {
            case StepOutcome.Failed failed:
                _failed.Add(step.Operation.Resource);
                if (IsNew(id, failed.Error.Message))
                    yield return Failed(id, failed.Error.Message);
                break;
            case StepOutcome.Skipped when _failed.Contains(step.Operation.Resource) || _begun.Contains(RollbackOf(step.Operation)):
                // What failed or was put back is told already; that the rest of it was not done either goes without saying.
                break;
            case StepOutcome.Skipped skipped when StatusWords.Of(step.Operation) is not null:
                if (IsNew(id, "Skipped"))
                    yield return new StatusChange(id, StatusKind.Warning, "Skipped", SkipReason(skipped));
                break;
            case StepOutcome.Warned warned:
                yield return new StatusChange(id, StatusKind.Warning, warned.Warning);
                break;
            case StepOutcome.Done or StepOutcome.Unneeded when group is not null:
                if (isLast && _begun.Contains(group) && StatusWords.Of(group) is { } told)
                    yield return new StatusChange(id, StatusKind.Done, told.Did);
                break;
            case StepOutcome.Done when StatusWords.Of(step.Operation) is { } words:
                // One call has done what scripts know as two things.
                if (step.Operation is Operation.RemoveContainer { IsKill: true })
                {
                    yield return new StatusChange(id, StatusKind.Done, "Stopped");
                    yield return new StatusChange(id, StatusKind.Working, "Removing");
                }
                yield return new StatusChange(id, StatusKind.Done, words.Did);
                break;
        }
    }

    /// <summary>The engine's own words say themselves that they are an error.</summary>
    private static StatusChange Failed(string id, string message) => message.StartsWith(DaemonSays, StringComparison.Ordinal)
        ? new StatusChange(id, StatusKind.Error, DaemonSays, message[DaemonSays.Length..].TrimStart())
        : new StatusChange(id, StatusKind.Error, "Error", message);

    private string SkipReason(StepOutcome.Skipped skipped) =>
        skipped.Because.IsEmpty ? "" : $"because of {_plan[skipped.Because[^1]].Operation.Resource}";

    public static string IdOf(StepGroup group) => $"{group.Kind} {group.Subject}";

    private static StepGroup RollbackOf(Operation operation) => operation is Operation.OnService service
        ? new StepGroup(StepGroup.RollBack, service.Name) { Kind = ResourceKind.Service }
        : new StepGroup(StepGroup.RollBack, operation.AboutContainer?.Name ?? "");
}
