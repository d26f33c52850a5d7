using System.Text;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Secrets;

namespace Compose.Planning.Plans.Output;

/// <summary>
/// A plan as numbered lines: the operation, its predecessors, the reasons and the risk; below a step the changed attributes, with their
/// places if the sources are given.
/// </summary>
public static class PlanText
{
    public static string Of(Plan plan, SourceSet? sources = null)
    {
        var text = new StringBuilder();
        foreach (var question in plan.Questions)
            text.Append("? ").Append(question.Text).Append('\n');
        foreach (var step in plan.Steps)
            Append(text, step, plan.Redaction, sources);
        return text.ToString();
    }

    /// <summary>`environment.LOG: info -> debug (compose.yaml:7:12)`.</summary>
    public static string Of(AttributeChange change, SourceSet? sources = null)
    {
        var values = (change.Old, change.New) switch
        {
            (null, null) => "",
            (null, { } now) => $": {now}",
            ({ } old, null) => $": {old} -> {(change.IsRemoved ? "(removed)" : "(none)")}",
            _ when change.IsHidden => $": changed {Redaction.Hidden}",
            var (old, now) => $": {old} -> {now}",
        };
        var gone = change.IsRemoved && change.Old is null ? " (removed)" : "";
        return change.Path + values + gone + (Place(change.Where, sources) is { } place ? $" ({place})" : "");
    }

    public static string? Place(SourceSpan span, SourceSet? sources)
    {
        if (sources is null || !sources.TryGet(span, out var source))
            return null;
        var at = source.Lines.Position(span.Start);
        return $"{source.Name}:{at.Line}:{at.Column}";
    }

    private static void Append(StringBuilder text, Step step, Redaction redaction, SourceSet? sources)
    {
        text.Append(step.Id).Append(' ').Append(OperationText.Of(step.Operation, redaction));
        if (!step.After.IsEmpty)
            text.Append(" <- ").AppendJoin(' ', step.After);
        text.Append(" -- ").AppendJoin(", ", step.Reasons);
        if (step.Risk != Risk.None)
            text.Append(" !").Append(RiskName(step.Risk));
        if (step.Group is { } group)
            text.Append(" [").Append(group).Append(']');
        if (step.FailureTolerance is { } tolerance)
            text.Append(" {container ").Append(tolerance.Container).Append(", ").Append(tolerance.Failures).Append(" may fail}");
        if (step.RunsAfterFailure)
            text.Append(" {closing}");
        if (step.Compensation is { } compensation)
            text.Append(" {undoes ").Append(compensation.Step).Append(" until ").Append(compensation.ObsoleteAfter).Append('}');
        text.Append('\n');
        foreach (var change in step.Reasons.SelectMany(reason => reason.Changes))
            text.Append("    ").Append(Of(change, sources)).Append('\n');
    }

    public static string RiskName(Risk risk) => risk switch
    {
        Risk.Restart => "restart",
        Risk.Downtime => "downtime",
        Risk.DataLoss => "data-loss",
        _ => "none",
    };
}
