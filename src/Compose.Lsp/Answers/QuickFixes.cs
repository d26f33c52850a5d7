using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Lsp.Projects;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Answers;

/// <summary>The name that was probably meant, as an edit.</summary>
internal static class QuickFixes
{
    public static JsonArray Of(Analysis project, OpenText text, JsonElement range, SourceTexts texts)
    {
        var (start, end) = Ranges.Read(range);
        var (from, to) = (text.Lines.Offset(start), text.Lines.Offset(end));
        var fixes = new JsonArray();
        foreach (var problem in project.Diagnostics)
            if (problem is { Suggestion: { } suggestion, Primary.Span: var span } && span.Start <= to && from <= span.End
                && project.Loaded.Sources.TryGet(span, out var source) && source.Path == text.Path
                && Find(source, span, suggestion.Written) is { } place)
                fixes.Add((JsonNode)Fix(suggestion, texts.Uri(text.Path), texts.Range(source, place)));
        return fixes;
    }

    private static JsonObject Fix(Suggestion suggestion, string uri, JsonObject range) => new()
    {
        ["title"] = $"Change \"{suggestion.Written}\" to \"{suggestion.Meant}\"",
        ["kind"] = "quickfix",
        ["isPreferred"] = true,
        ["edit"] = new JsonObject
        {
            ["changes"] = new JsonObject { [uri] = new JsonArray(new JsonObject { ["range"] = range, ["newText"] = suggestion.Meant }) },
        },
    };

    /// <summary>The name in the text of the diagnostic, which may be longer: `service:db`. Null when escapes hide it.</summary>
    private static SourceSpan? Find(SourceText source, SourceSpan span, string name)
    {
        for (var at = span.Start; at <= span.End - name.Length; at++)
            if (string.CompareOrdinal(source.Text, at, name, 0, name.Length) == 0 && !IsOfName(source.Text, at - 1, span)
                && !IsOfName(source.Text, at + name.Length, span))
                return new SourceSpan(span.Source, at, name.Length);
        return null;
    }

    private static bool IsOfName(string text, int at, SourceSpan span) =>
        at >= span.Start && at < span.End && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.');
}
