using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>SARIF 2.1.0, the form that code scanning takes.</summary>
internal static class DiagnosticSarif
{
    public static void Write(DiagnosticReport report, Stream stream)
    {
        using (var writer = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, report);
        stream.Write("\n"u8);
        stream.Flush();
    }

    private static void Write(Utf8JsonWriter writer, DiagnosticReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer, report);
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartArray("results");
        foreach (var problem in report.Problems)
            WriteResult(writer, problem, report.Sources);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter writer, DiagnosticReport report)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "ncompose");
        writer.WriteString("version", ProductVersion.Number);
        writer.WriteStartArray("rules");
        var catalogue = report.Problems.IsEmpty ? [] : DiagnosticCatalogue.Read();
        foreach (var code in report.Problems.Select(problem => problem.Code).Distinct().Order())
            WriteRule(writer, code, catalogue[code.Text()]);

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, DiagnosticCode code, CatalogueEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("id", code.Text());
        writer.WriteString("name", code.ToString());
        WriteText(writer, "shortDescription", entry.Title);
        WriteText(writer, "fullDescription", entry.Explanation);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Diagnostic problem, SourceSet sources)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", problem.Code.Text());
        writer.WriteString("level", problem.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" });
        WriteMessage(writer, problem.Help is null ? problem.Summary : $"{problem.Summary}\n{problem.Help}");
        writer.WriteStartArray("locations");
        if (problem.Primary is { } label)
            WriteLocation(writer, label, sources, id: null);
        writer.WriteEndArray();
        if (!problem.Related.IsEmpty)
        {
            writer.WriteStartArray("relatedLocations");
            for (var i = 0; i < problem.Related.Length; i++)
                WriteLocation(writer, problem.Related[i], sources, i + 1);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, Label label, SourceSet sources, int? id)
    {
        if (!sources.TryGet(label.Span, out var source))
            return;
        var (start, end) = (source.Lines.Position(label.Span.Start), source.Lines.Position(label.Span.End));
        writer.WriteStartObject();
        if (id is { } number)
            writer.WriteNumber("id", number);
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString(
            "uri", Path.IsPathRooted(source.Name) ? new Uri(source.Name).AbsoluteUri : Uri.EscapeDataString(source.Name).Replace(
            "%2F", "/", StringComparison.Ordinal));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", start.Line);
        writer.WriteNumber("startColumn", start.Column);
        writer.WriteNumber("endLine", end.Line);
        writer.WriteNumber("endColumn", end.Column);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (label.Text.Length > 0)
            WriteMessage(writer, label.Text);
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string text) => WriteText(writer, "message", text);

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
