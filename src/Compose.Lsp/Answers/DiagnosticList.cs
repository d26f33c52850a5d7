using System.Buffers;
using System.Text;
using System.Text.Json;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Lsp.Projects;
using Compose.Lsp.Protocol;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Answers;

/// <summary>
/// The problems of a project as the protocol writes them, by the path of their file. As texts, because a large file may have thousands
/// after each key that is typed.
/// </summary>
internal sealed class DiagnosticList(Analysis project, SourceTexts texts)
{
    private readonly ArrayBufferWriter<byte> _content = new();

    /// <summary>Every file of the project has a list, so that problems that are gone are taken away.</summary>
    public Dictionary<string, List<string>> Write()
    {
        var lists = project.Sources.ToDictionary(source => source.Path, _ => new List<string>(), StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(_content, MessageWriter.Options);
        foreach (var problem in project.Diagnostics)
        {
            var place = problem.Primary is { } primary && project.Loaded.Sources.TryGet(primary.Span, out var source)
                ? (source, primary.Span) : Start();
            if (place is not var (file, span))
                continue;
            _content.ResetWrittenCount();
            json.Reset();
            Write(json, problem, file, span);
            json.Flush();
            lists[file.Path].Add(Encoding.UTF8.GetString(_content.WrittenSpan));
        }

        return lists;
    }

    /// <summary>What has no place of its own is shown where the project begins.</summary>
    private (SourceText, SourceSpan)? Start() =>
        project.Location.Files is [var first, ..] && project.Source(first.Path) is { } source ? (source, new SourceSpan(source.Id, 0, 0))
            : project.Sources.FirstOrDefault() is { } any ? (any, new SourceSpan(any.Id, 0, 0)) : null;

    private void Write(Utf8JsonWriter json, Diagnostic problem, SourceText source, SourceSpan span)
    {
        json.WriteStartObject();
        Range(json, source, span);
        json.WriteNumber("severity", problem.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 });
        json.WriteString("code", problem.Code.Text());
        json.WriteString("source", "ncompose");
        json.WriteString("message", problem.Help is { } help ? $"{problem.Summary}\nhelp: {help}" : problem.Summary);
        Related(json, problem);
        json.WriteEndObject();
    }

    private void Related(Utf8JsonWriter json, Diagnostic problem)
    {
        var isOpen = false;
        foreach (var label in problem.Related)
        {
            if (!project.Loaded.Sources.TryGet(label.Span, out var other))
                continue;
            if (!isOpen)
                json.WriteStartArray("relatedInformation");
            isOpen = true;
            json.WriteStartObject();
            json.WriteStartObject("location");
            json.WriteString("uri", texts.Uri(other.Path));
            Range(json, other, label.Span);
            json.WriteEndObject();
            json.WriteString("message", label.Text);
            json.WriteEndObject();
        }

        if (isOpen)
            json.WriteEndArray();
    }

    private void Range(Utf8JsonWriter json, SourceText source, SourceSpan span)
    {
        var lines = texts.Lines(source);
        json.WriteStartObject("range");
        Position(json, "start", lines.Position(span.Start));
        Position(json, "end", lines.Position(span.End));
        json.WriteEndObject();
    }

    private static void Position(Utf8JsonWriter json, string name, TextPosition position)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("character", position.Column);
        json.WriteEndObject();
    }
}
