using System.Globalization;
using System.Text;
using Compose.Cli.Terminals;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Secrets;

namespace Compose.Cli.Rendering.Plans;

/// <summary>
/// A plan for people: what belongs to the project first, then service by service, each change with old and new value and its place, and a
/// last line in figures.
/// </summary>
internal sealed class PlanReport(Style style, SourceSet sources)
{
    private readonly StringBuilder _text = new();

    public string Render(Plan plan)
    {
        foreach (var question in plan.Questions)
        {
            _text.Append(style.BoldYellow("? ")).Append(question.Text).Append('\n');
            foreach (var change in question.Changes)
                Change(change);
        }

        if (plan.IsEmpty)
            return _text.Append(plan.Questions.IsEmpty ? Unchanged(plan) : "").ToString();
        var rows = PlanRow.Of(plan);
        foreach (var row in rows.Where(row => row.Service is null))
            Row(row, plan.Redaction);
        foreach (var service in rows.Where(row => row.Service is not null).GroupBy(row => row.Service!))
        {
            _text.Append(style.Bold(service.Key)).Append('\n');
            foreach (var row in service)
                Row(row, plan.Redaction);
            if (service.All(row => row.Resource.Kind == ResourceKind.Image))
                _text.Append("      ").Append(style.Dim("if it is another image then, containers are recreated")).Append('\n');
        }

        return _text.Append('\n').Append(Summary(plan)).Append('\n').ToString();
    }

    private static string Unchanged(Plan plan) => (plan.Unchanged.Length, plan.UnchangedServices.Length) switch
    {
        (0, 0) => "Nothing to do.\n",
        (0, 1) => "Nothing to do: 1 service is as declared.\n",
        (0, var count) => $"Nothing to do: {count} services are as declared.\n",
        (1, _) => "Nothing to do: 1 container runs as declared.\n",
        var (count, _) => $"Nothing to do: {count} containers run as declared.\n",
    };

    private void Row(PlanRow row, Redaction redaction)
    {
        var (sign, word) = Words(row.Verb);
        _text.Append("  ").Append(sign).Append(' ').Append(word).Append(' ').Append(row.Resource);
        if (!row.Reasons.IsEmpty)
            _text.Append("  ").Append(style.Dim(string.Join(", ", row.Reasons)));
        if (row.Risk != Risk.None)
            _text.Append("  ")
                .Append(row.Risk == Risk.DataLoss ? style.BoldRed("! data is lost")
                    : style.Yellow(row.Risk == Risk.Downtime ? "! downtime" : "! restart"));
        _text.Append('\n');
        foreach (var change in row.Reasons.SelectMany(reason => reason.Changes).Distinct())
            Change(change);
        foreach (var step in row.Steps.Where(step => step.Compensation is null))
            if (Extra(step.Operation, row.Verb, redaction) is { } extra)
                _text.Append("      ").Append(style.Dim(extra)).Append('\n');
        if (row.Rollback.Any())
            _text.Append("      ").Append(style.Dim(row.Verb == PlanVerb.Recreate ? "if that fails the old container is put back"
                : row.Resource.Kind == ResourceKind.Service ? "if the stack does not converge it is rolled back"
                : "if that fails it is started again")).Append('\n');
    }

    private void Change(AttributeChange change)
    {
        var values = (change.Old, change.New) switch
        {
            (null, null) => change.IsRemoved ? "removed" : "changed",
            (null, { } now) when change.IsOldUnknown => $"changed to {style.Green(now)}",
            (null, { } now) => $"{style.Green(now)} {style.Dim("(new)")}",
            ({ } old, null) => $"{style.Red(old)} → {(change.IsRemoved ? "removed" : "none")}",
            _ when change.IsHidden => $"changed {Redaction.Hidden}",
            var (old, now) => $"{style.Red(old)} → {style.Green(now)}",
        };
        _text.Append("      ").Append(style.Cyan(change.Path.ToString())).Append(": ").Append(values);
        if (PlanText.Place(change.Where, sources) is { } place)
            _text.Append("  ").Append(style.Dim(place));
        _text.Append('\n');
    }

    /// <summary>What a line does not say by itself.</summary>
    private static string? Extra(Operation operation, PlanVerb verb, Redaction redaction) => operation switch
    {
        Operation.AwaitService or Operation.AwaitTasksGone when verb == PlanVerb.Wait => OperationText.Detail(operation),
        Operation.AwaitCondition when verb == PlanVerb.Wait => OperationText.Detail(operation),
        Operation.AwaitCondition { Condition: AwaitedCondition.Steady } => OperationText.Detail(operation),
        Operation.AwaitCondition or Operation.RunHook or Operation.RunPreStart or Operation.InjectFiles or Operation.ConnectNetwork
            or Operation.DisconnectNetwork
            or Operation.RunProvider or Operation.ConfigureModel =>
            $"{Verb(operation)} {OperationText.Detail(operation, redaction)}",
        Operation.Delay => OperationText.Detail(operation),
        Operation.CreateContainer { Container.Inherited.IsEmpty: false } create =>
            "keeps its anonymous volumes at " + string.Join(", ", create.Container.Inherited.Select(volume => volume.Target)),
        _ => null,
    };

    private static string Verb(Operation operation) => operation switch
    {
        Operation.AwaitCondition => "waits",
        Operation.InjectFiles => "gets",
        Operation.ConnectNetwork => "is connected",
        Operation.DisconnectNetwork => "is disconnected",
        Operation.ConfigureModel => "configures",
        _ => "runs",
    };

    private (string Sign, string Word) Words(PlanVerb verb) => verb switch
    {
        PlanVerb.Create => (style.Green("+"), "create"),
        PlanVerb.Recreate => (style.Yellow("±"), "recreate"),
        PlanVerb.Start => (style.Green(">"), "start"),
        PlanVerb.Restart => (style.Yellow(">"), "restart"),
        PlanVerb.Stop => (style.Yellow("."), "stop"),
        PlanVerb.Remove => (style.Red("-"), "remove"),
        PlanVerb.Pull => (style.Blue("<"), "pull"),
        PlanVerb.Build => (style.Blue("<"), "build"),
        PlanVerb.Wait => (style.Dim("."), "wait for"),
        PlanVerb.Provide => (style.Green(">"), "provide"),
        _ => (style.Yellow("~"), "change"),
    };

    private static string Summary(Plan plan)
    {
        var summary = PlanSummary.Of(plan);
        var parts = new List<string>();
        Add(summary.Create, "to create");
        Add(summary.Recreate, "to recreate");
        Add(summary.Start, "to start");
        Add(summary.Stop, "to stop");
        Add(summary.Remove, "to remove");
        Add(summary.Update ?? 0, "to update");
        Add(summary.Networks, summary.Networks == 1 ? "network" : "networks");
        Add(summary.Volumes, summary.Volumes == 1 ? "volume" : "volumes");
        Add(summary.Images, summary.Images == 1 ? "image" : "images");
        Add(summary.Configs ?? 0, summary.Configs == 1 ? "config" : "configs");
        Add(summary.Secrets ?? 0, summary.Secrets == 1 ? "secret" : "secrets");
        Add(summary.Unchanged, "unchanged");
        var risk = plan.Risk switch
        {
            Risk.DataLoss => " Data is lost.",
            Risk.Downtime => " There is downtime.",
            Risk.Restart => " Containers restart.",
            _ => "",
        };
        return $"Plan: {string.Join(", ", parts)}.{risk}";

        void Add(int count, string what)
        {
            if (count > 0)
                parts.Add($"{count.ToString(CultureInfo.InvariantCulture)} {what}");
        }
    }
}
