using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Cli.Terminals;
using Compose.Files.Text;
using Compose.Planning.Drift;
using Compose.Planning.Plans.Output;
using Compose.Planning.Secrets;

namespace Compose.Cli.Rendering.Plans;

/// <summary>Drift for people and for programs.</summary>
internal sealed class DriftView(Style style, SourceSet sources)
{
    public string Render(DriftReport report)
    {
        if (report.Findings.IsEmpty)
            return "No drift: everything is as it was created.\n";
        var text = new StringBuilder();
        foreach (var resource in report.Findings.GroupBy(finding => finding.Resource))
        {
            text.Append(style.Bold(resource.Key.ToString())).Append('\n');
            foreach (var finding in resource)
            {
                text.Append("    ").Append(style.Cyan(finding.Path.ToString())).Append(": ").Append(Values(finding));
                if (PlanText.Place(finding.Where, sources) is { } place)
                    text.Append("  ").Append(style.Dim(place));
                if (finding.Repair == DriftRepair.None)
                    text.Append("  ").Append(style.Yellow("(not mended by --fix)"));
                text.Append('\n');
            }
        }

        return text.Append('\n').Append(report.Findings.Length == 1 ? "1 difference" : $"{report.Findings.Length} differences")
            .Append(".\n").ToString();
    }

    /// <summary>Two values of which the same may be shown are hidden ones.</summary>
    private string Values(DriftFinding finding) => finding.Declared == finding.Found
        ? $"changed {Redaction.Hidden}"
        : $"declared {style.Green(finding.Declared ?? "none")}, found {style.Red(finding.Found ?? "none")}";

    public string Json(string project, DriftReport report) => JsonSerializer.Serialize(
        new DriftDocument(1, project, [.. report.Findings.Select(Item)]), DriftJsonContext.Default.DriftDocument) + "\n";

    private DriftItem Item(DriftFinding finding)
    {
        var place = sources.TryGet(finding.Where, out var source) ? source.Lines.Position(finding.Where.Start) : default;
        return new DriftItem(
            finding.Resource.ToString(), finding.Service, finding.Path.ToString(), finding.Declared, finding.Found,
            JsonNamingPolicy.KebabCaseLower.ConvertName(finding.Repair.ToString()),
            source?.Name, source is null ? null : place.Line, source is null ? null : place.Column);
    }
}

internal sealed record DriftDocument(int Version, string Project, DriftItem[] Findings);

internal sealed record DriftItem(
    string Subject, string? Service, string Path, string? Declared, string? Found, string Repair, string? File, int? Line, int? Column);

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DriftDocument))]
internal sealed partial class DriftJsonContext : JsonSerializerContext;
