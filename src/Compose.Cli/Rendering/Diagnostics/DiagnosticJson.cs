using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Problems for programs: one object per line.</summary>
internal static class DiagnosticJson
{
    public static void Write(DiagnosticReport report, Stream stream)
    {
        foreach (var problem in report.Problems)
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                Write(writer, problem, report.Sources);
            stream.Write("\n"u8);
        }

        stream.Flush();
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic problem, SourceSet sources)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", Word(problem.Severity));
        writer.WriteString("code", problem.Code.Text());
        writer.WriteString("message", problem.Summary);
        if (problem.Path is { } path)
            writer.WriteString("attribute", path.ToString());
        if (problem.Primary is { } label)
            WritePlace(writer, label, sources);
        if (problem.Help is { } help)
            writer.WriteString("help", help);
        if (!problem.Related.IsEmpty)
        {
            writer.WriteStartArray("related");
            foreach (var related in problem.Related)
            {
                writer.WriteStartObject();
                WritePlace(writer, related, sources);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, Label label, SourceSet sources)
    {
        if (label.Text.Length > 0)
            writer.WriteString("label", label.Text);
        if (!sources.TryGet(label.Span, out var source))
            return;
        var (start, end) = (source.Lines.Position(label.Span.Start), source.Lines.Position(label.Span.End));
        writer.WriteString("file", source.Path);
        writer.WriteNumber("line", start.Line);
        writer.WriteNumber("column", start.Column);
        writer.WriteNumber("endLine", end.Line);
        writer.WriteNumber("endColumn", end.Column);
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
