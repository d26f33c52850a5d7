using System.Collections.Immutable;
using System.Text;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// After a run that did not go well: what failed, why, where in the files and what to do, and what could not be done because of it.
/// </summary>
internal static class FailureSummary
{
    public static string Render(PlanOutcome outcome, Style style, ComposeProject? project, SourceSet sources)
    {
        var text = new StringBuilder();
        foreach (var (step, error) in outcome.Failures())
            Append(text, step.Operation, error, outcome.IsRolledBack, style,
                FailurePlace.Of(step.Operation, error.Message, project, sources));
        var back = outcome.RolledBack().ToList();
        AppendSkipped(text, outcome, style, back.Select(item => item.Resource));
        foreach (var (resource, because) in back)
            text.Append(style.BoldYellow("rolled back: ")).Append(resource).Append(" is what it was before")
                .Append(Reason(outcome, resource, because)).Append('\n');
        return text.ToString();
    }

    /// <summary>The failure in the engine's words, or whose it was, or that there was none.</summary>
    private static string Reason(PlanOutcome outcome, Resource resource, ImmutableArray<StepId> because)
    {
        if (because.IsEmpty || outcome.Steps[because[^1].Value] is not StepOutcome.Failed failed)
            return outcome.Cancelled ? ": the run was interrupted" : "";
        var step = outcome.Plan[because[^1]];
        return step.Operation.Resource == resource ? $": {failed.Error.Message}" : $", because of {step.Operation.Resource}";
    }

    private static void Append(StringBuilder text, Operation operation, StepError error, bool isRolledBack, Style style, string? place)
    {
        text.Append(style.BoldRed(error.Message)).Append('\n');
        if (place is not null)
            text.Append(' ').Append(style.Cyan("--> ")).Append(place).Append('\n');
        text.Append("  ").Append(style.Cyan("= while: ")).Append(Describe(operation)).Append('\n');
        foreach (var detail in error.Details)
            text.Append("  ").Append(style.Cyan("= ")).Append(detail).Append('\n');
        var isAdvised = error.Details.Any(detail => detail.StartsWith("help: ", StringComparison.Ordinal));
        if (!isAdvised && FailureHint.Of(operation, error.Message, isRolledBack) is { } hint)
            text.Append("  ").Append(style.Cyan("= help: ")).Append(hint).Append('\n');
    }

    /// <summary>One line for each thing that was not done: the first step of it, and the way from there to what failed.</summary>
    private static void AppendSkipped(StringBuilder text, PlanOutcome outcome, Style style, IEnumerable<Resource> rolledBack)
    {
        var told = outcome.Failures().Select(failure => failure.Step.Operation.Resource).Concat(rolledBack).ToHashSet();
        foreach (var (step, result) in outcome.Plan.Steps.Zip(outcome.Steps))
            if (result is StepOutcome.Skipped skipped && StatusWords.Of(step.Operation) is not null && told.Add(step.Operation.Resource))
                text.Append(style.Yellow("not done: ")).Append(Describe(step.Operation)).Append(SkipReason(outcome.Plan, skipped))
                    .Append('\n');
    }

    private static string SkipReason(Plan plan, StepOutcome.Skipped skipped) =>
        skipped.Because.IsEmpty ? ""
            : $" (because of {string.Join(", then ", skipped.Because.Select(id => plan[id].Operation.Resource).Distinct().Reverse())})";

    /// <summary>"starting container demo-web-1"; what has no words of its own is told as plans tell it.</summary>
    public static string Describe(Operation operation) => operation switch
    {
        Operation.AwaitCondition { Condition: AwaitedCondition.Restored } => $"checking that {operation.Resource} runs again",
        Operation.RenameContainer rename => $"renaming {operation.Resource} to {rename.Name}",
        Operation.AwaitCondition wait => $"waiting for {operation.Resource} to be {OperationText.ConditionName(wait.Condition)}",
        Operation.AwaitService { IsRestored: true } => $"rolling back {operation.Resource}",
        Operation.AwaitService => $"waiting for {operation.Resource} to converge",
        Operation.RevertService => $"restoring {operation.Resource}",
        Operation.InjectFiles => $"writing {OperationText.Detail(operation)} into {operation.Resource}",
        Operation.RunHook or Operation.RunPreStart => $"running {OperationText.Detail(operation)} for {operation.Resource}",
        Operation.ConnectNetwork => $"connecting {operation.Resource} {OperationText.Detail(operation)}",
        Operation.PauseContainer => $"pausing {operation.Resource}",
        Operation.UnpauseContainer => $"unpausing {operation.Resource}",
        Operation.DisconnectNetwork => $"disconnecting {operation.Resource} {OperationText.Detail(operation)}",
        _ => StatusWords.Of(operation) is { } words ? $"{words.Doing.ToLowerInvariant()} {operation.Resource}"
            : OperationText.Of(operation),
    };
}
