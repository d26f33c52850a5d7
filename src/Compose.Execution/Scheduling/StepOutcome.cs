using System.Collections.Immutable;
using Compose.Planning.Operations;

namespace Compose.Execution.Scheduling;

/// <summary>How a step ended. Closed.</summary>
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    public sealed record Done(string? ContainerId = null) : StepOutcome;

    /// <summary>Done, with something to be told.</summary>
    public sealed record Warned(string Warning, string? ContainerId = null) : StepOutcome;

    public sealed record Failed(StepError Error) : StepOutcome;

    /// <summary>
    /// Never run. <paramref name="Because"/> leads from the step it waited for to the one that failed; when it waited for none of those,
    /// it is just the failed step after which nothing more was started.
    /// </summary>
    public sealed record Skipped(ImmutableArray<StepId> Because) : StepOutcome;

    /// <summary>Never run, or a wait that was ended, because the user stopped the run.</summary>
    public sealed record Cancelled : StepOutcome;

    /// <summary>A step of the way back, and there was nothing to go back from.</summary>
    public sealed record Unneeded : StepOutcome;

    public bool Succeeded => this is Done or Warned;
}
