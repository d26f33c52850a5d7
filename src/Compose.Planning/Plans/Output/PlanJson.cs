using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Operations;
using Compose.Planning.Secrets;

namespace Compose.Planning.Plans.Output;

/// <summary>A plan as JSON. Step ids count from 1, as in the text form.</summary>
public static class PlanJson
{
    public static string Of(Plan plan, SourceSet? sources = null, string? project = null) =>
        JsonSerializer.Serialize(Document(plan, sources, project), PlanJsonContext.Default.PlanDocument);

    public static PlanDocument Document(Plan plan, SourceSet? sources = null, string? project = null) => new()
    {
        Project = project,
        Summary = PlanSummary.Of(plan),
        Risk = PlanText.RiskName(plan.Risk),
        Steps = [.. plan.Steps.Select(step => Document(step, plan.Redaction, sources))],
        Questions = [.. plan.Questions
            .Select(question => new QuestionDocument(question.Key, question.Text, PlanText.RiskName(question.Risk))
        {
            Changes = question.Changes.IsEmpty ? null : [.. question.Changes.Select(change => Document(change, sources))],
        })],
        Unchanged = [.. plan.Unchanged.Select(container => container.Name), .. plan.UnchangedServices],
    };

    private static StepDocument Document(Step step, Redaction redaction, SourceSet? sources) => new()
    {
        Id = step.Id.Value + 1,
        Operation = step.Operation.TypeName,
        Subject = step.Operation.Resource.ToString(),
        Service = step.Operation.AboutService,
        Container = step.Operation.AboutContainer?.Container is ContainerRef.Existing existing ? existing.Id : null,
        Detail = OperationText.Detail(step.Operation, redaction) is { Length: > 0 } detail ? detail : null,
        After = [.. step.After.Select(before => before.Value + 1)],
        Reasons = [.. step.Reasons.Select(reason => Document(reason, sources))],
        Risk = PlanText.RiskName(step.Risk),
        Group = step.Group?.ToString(),
        Closing = step.RunsAfterFailure ? true : null,
        Undo = step.Compensation is { } compensation
            ? new UndoDocument(compensation.Step.Value + 1, compensation.ObsoleteAfter.Value + 1)
            : null,
        Tolerated = step.FailureTolerance?.Failures,
    };

    private static ReasonDocument Document(Reason reason, SourceSet? sources) => new()
    {
        Code = reason.Code.Text(),
        Detail = reason.Detail,
        Changes = reason.Changes.IsEmpty ? null : [.. reason.Changes.Select(change => Document(change, sources))],
    };

    private static ChangeDocument Document(AttributeChange change, SourceSet? sources)
    {
        var document = new ChangeDocument
        {
            Path = change.Path.ToString(),
            Old = change.Old,
            New = change.New,
            Removed = change.IsRemoved ? true : null
        };
        if (sources is null || !sources.TryGet(change.Where, out var source))
            return document;
        var at = source.Lines.Position(change.Where.Start);
        return document with { File = source.Name, Line = at.Line, Column = at.Column };
    }
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, WriteIndented = true, NewLine = "\n",
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
