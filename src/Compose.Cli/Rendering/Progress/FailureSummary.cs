using System.Text;
using Compose.Execution;
using Compose.Planning;

namespace Compose.Cli.Rendering.Progress;

/// <summary>After a run that did not go well: what failed and why, and what could not run because of it.</summary>
static class FailureSummary
{
    public static string Render(PlanOutcome outcome, Style style)
    {
        var text = new StringBuilder();
        foreach (var (step, error) in outcome.Failures())
        {
            text.Append(style.BoldRed(error.Message)).Append('\n');
            text.Append("  ").Append(style.Cyan("= step: ")).Append(OperationText.Of(step.Operation)).Append('\n');
            foreach (var detail in error.Details)
                text.Append("  ").Append(style.Cyan("= ")).Append(detail).Append('\n');
        }

        foreach (var (step, result) in outcome.Plan.Steps.Zip(outcome.Steps))
            if (result is StepOutcome.Skipped skipped && StatusWords.Of(step.Operation) is not null)
                text.Append(style.Yellow("not done: ")).Append(OperationText.Of(step.Operation)).Append(Because(outcome.Plan, skipped)).Append('\n');
        return text.ToString();
    }

    private static string Because(Plan plan, StepOutcome.Skipped skipped) =>
        skipped.Because.IsEmpty ? "" : $" (because of {string.Join(", then ", skipped.Because.Select(id => plan[id].Operation.Subject).Distinct().Reverse())})";
}
