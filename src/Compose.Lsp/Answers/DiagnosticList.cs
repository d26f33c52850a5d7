using System.Text.Json.Nodes;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Answers;

/// <summary>The problems of a project as the protocol writes them, by the path of their file.</summary>
internal sealed class DiagnosticList(Analysis project, SourceTexts texts)
{
    /// <summary>Every file of the project has a list, so that problems that are gone are taken away.</summary>
    public Dictionary<string, List<JsonObject>> Write()
    {
        var lists = project.Sources.ToDictionary(source => source.Path, _ => new List<JsonObject>(), StringComparer.Ordinal);
        foreach (var problem in project.Diagnostics)
        {
            var place = problem.Primary is { } primary && project.Loaded.Sources.TryGet(primary.Span, out var source)
                ? (source, primary.Span) : Start();
            if (place is var (file, span))
                lists[file.Path].Add(Write(problem, file, span));
        }

        return lists;
    }

    /// <summary>What has no place of its own is shown where the project begins.</summary>
    private (SourceText, SourceSpan)? Start() =>
        project.Location.Files is [var first, ..] && project.Source(first.Path) is { } source ? (source, new SourceSpan(source.Id, 0, 0))
            : project.Sources.FirstOrDefault() is { } any ? (any, new SourceSpan(any.Id, 0, 0)) : null;

    private JsonObject Write(Diagnostic problem, SourceText source, SourceSpan span)
    {
        var written = new JsonObject
        {
            ["range"] = texts.Range(source, span),
            ["severity"] = problem.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 },
            ["code"] = problem.Code.Text(),
            ["source"] = "ncompose",
            ["message"] = problem.Help is { } help ? $"{problem.Summary}\nhelp: {help}" : problem.Summary,
        };
        var related = new JsonArray();
        foreach (var label in problem.Related)
            if (project.Loaded.Sources.TryGet(label.Span, out var other))
                related.Add((JsonNode)new JsonObject { ["location"] = texts.Location(other, label.Span), ["message"] = label.Text });
        if (related.Count > 0)
            written["relatedInformation"] = related;
        return written;
    }
}
