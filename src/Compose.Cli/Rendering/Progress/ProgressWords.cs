using Compose.Execution;
using Compose.Planning;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The events of a run in Docker Compose's words. Steps that people see as one thing say so once when the first begins and once when the
/// last is done; steps that nobody asked about (files written into a container, a network connected) are silent unless they fail.
/// </summary>
sealed class ProgressWords
{
    private readonly Dictionary<StepGroup, int> _open = [];
    private readonly HashSet<StepGroup> _begun = [];

    public IEnumerable<ProgressLine> Translate(ProgressEvent happened) => happened switch
    {
        ProgressEvent.PlanStarted start => Start(start.Plan),
        ProgressEvent.Started { Step.Group: { } group } => _begun.Add(group) ? [new ProgressLine(Id(group.Subject), ProgressStatus.Working, group.Verb)] : [],
        ProgressEvent.Started started => Began(started.Step),
        ProgressEvent.Progressed moved => [new ProgressLine(Id(moved.Step), ProgressStatus.Working, moved.Text) { Current = moved.Current ?? 0, Total = moved.Total ?? 0 }],
        ProgressEvent.Finished ended => Ended(ended.Step, ended.Outcome),
        _ => [],
    };

    private IEnumerable<ProgressLine> Start(Plan plan)
    {
        foreach (var group in plan.Steps.Select(step => step.Group).OfType<StepGroup>())
            _open[group] = _open.GetValueOrDefault(group) + 1;
        return plan.Unchanged.Select(container => new ProgressLine("Container " + container.Name, ProgressStatus.Done, "Running"));
    }

    private static IEnumerable<ProgressLine> Began(Step step) =>
        Words(step.Operation) is (var begin, _) && begin.Length > 0 ? [new ProgressLine(Id(step), ProgressStatus.Working, begin)] : [];

    private IEnumerable<ProgressLine> Ended(Step step, StepOutcome outcome) => outcome switch
    {
        StepOutcome.Failed failed => [new ProgressLine(Id(step), ProgressStatus.Error, "Error", failed.Error.Message)],
        StepOutcome.Warned warned => [new ProgressLine(Id(step), ProgressStatus.Warning, warned.Warning)],
        StepOutcome.Done when step.Group is { } group => --_open[group] == 0 ? [new ProgressLine(Id(group.Subject), ProgressStatus.Done, group.Verb + "d")] : [],
        StepOutcome.Done when Words(step.Operation) is (_, var end) && end.Length > 0 => [new ProgressLine(Id(step), ProgressStatus.Done, end)],
        _ => [],
    };

    private static (string Begin, string End)? Words(Operation operation) => operation switch
    {
        Operation.CreateNetwork or Operation.CreateVolume or Operation.CreateContainer => ("Creating", "Created"),
        Operation.RemoveNetwork or Operation.RemoveVolume or Operation.RemoveContainer or Operation.RemoveImage => ("Removing", "Removed"),
        Operation.StartContainer => ("Starting", "Started"),
        Operation.StopContainer => ("Stopping", "Stopped"),
        Operation.KillContainer => ("Killing", "Killed"),
        Operation.RestartContainer => ("Restarting", "Started"),
        Operation.PauseContainer => ("", "Paused"),
        Operation.UnpauseContainer => ("", "Unpaused"),
        Operation.AwaitCondition wait => ("Waiting", wait.Condition == AwaitedCondition.CompletedSuccessfully ? "Exited" : "Healthy"),
        Operation.PullImage => ("Pulling", "Pulled"),
        Operation.BuildImage => ("Building", "Built"),
        Operation.RunProvider run => run.Verb switch
        {
            ProviderVerb.Up => ("Creating", "Created"),
            ProviderVerb.Stop => ("Stopping", "Stopped"),
            _ => ("Removing", "Removed"),
        },
        _ => null,
    };

    private static string Id(Step step) => Id(step.Operation.Subject);

    /// <summary>"container demo-web-1" begins a line here.</summary>
    private static string Id(string subject) => char.ToUpperInvariant(subject[0]) + subject[1..];
}
