using Compose.Files.Text;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;

namespace NCompose;

/// <summary>What applying the files would do now. Nothing has been done yet.</summary>
public sealed class ComposePlan
{
    private readonly Plan _plan;
    private readonly SourceSet _sources;

    internal ComposePlan(Plan plan, SourceSet sources, string project)
    {
        (_plan, _sources) = (plan, sources);
        var document = PlanJson.Document(plan, sources, project);
        (Risk, Unchanged) = (document.Risk, [.. document.Unchanged]);
        Steps = [.. document.Steps.Select(Of)];
        Questions = [.. document.Questions.Select(question => question.Text)];
    }

    /// <summary>The steps in an order in which they could run one by one.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>The containers that run as declared.</summary>
    public IReadOnlyList<string> Unchanged { get; }

    /// <summary>What would lose data, and is done only with <see cref="ApplyOptions.RecreateVolumes"/>.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <summary>The highest risk of all steps: <c>none</c>, <c>restart</c>, <c>downtime</c> or <c>data-loss</c>.</summary>
    public string Risk { get; }

    /// <summary>Everything is as the files say.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>The plan for people: one line for each step, and the changed attributes below it.</summary>
    public override string ToString() => PlanText.Of(_plan, _sources);

    private static PlannedStep Of(StepDocument step) => new(
        step.Id, step.Operation, step.Subject, step.Service, step.Detail, [.. step.After], [.. step.Reasons.Select(Of)],
        step.Risk, step.Undo is not null);

    private static PlannedReason Of(ReasonDocument reason) => new(reason.Code, reason.Detail, [.. (reason.Changes ?? []).Select(change =>
        new PlannedChange(change.Path, change.Old, change.New, change.File, change.Line))]);
}
