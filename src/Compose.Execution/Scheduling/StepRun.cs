using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Execution.Scheduling;

/// <summary>A step that is being carried out: its operation, the ids that earlier steps have made, and a way to say how it goes.</summary>
public sealed class StepRun
{
    private readonly Func<ContainerRef, string> _idOf;
    private readonly Action<ProgressEvent> _report;

    internal StepRun(Step step, Func<ContainerRef, string> idOf, Action<ProgressEvent> report)
    {
        Step = step;
        _idOf = idOf;
        _report = report;
    }

    public Step Step { get; }
    public Operation Operation => Step.Operation;

    /// <summary>The engine's id of a container that exists, or that an earlier step has made.</summary>
    public string IdOf(ContainerRef container) => _idOf(container);

    /// <summary>How far it is: bytes of a pull, a probe that answered.</summary>
    public void Progress(string text, long? current = null, long? total = null, string? part = null) =>
        _report(new ProgressEvent.Progressed(Step, text, current, total, part));

    /// <summary>A line of what it runs: a hook, a provider, a build.</summary>
    public void Output(string line) => _report(new ProgressEvent.Output(Step, line));
}
