using System.Text.Json.Nodes;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Answers;

/// <summary>The outline of a file: its sections, and the services and resources in them.</summary>
internal static class SymbolList
{
    private const int Namespace = 3;
    private const int Class = 5;

    public static JsonArray Of(Analysis project, SourceText source, SourceTexts texts)
    {
        var symbols = new JsonArray();
        foreach (var document in project.Parsed(source)?.Documents ?? [])
            if (document.Root is YamlMapping root)
                foreach (var section in root.Entries)
                    symbols.Add((JsonNode)Symbol(section, Namespace, (section.Value as YamlMapping)?.Entries ?? [], source, texts));
        return symbols;
    }

    private static JsonObject Symbol(YamlEntry entry, int kind, IReadOnlyList<YamlEntry> children, SourceText source, SourceTexts texts)
    {
        // The value of an alias stands elsewhere.
        var end = entry.Value.Span.Source == source.Id && entry.Value.Span.Start >= entry.KeySpan.End ? entry.Value.Span.End
            : entry.KeySpan.End;
        return new JsonObject
        {
            ["name"] = entry.Key.Length > 0 ? entry.Key : "\"\"",
            ["kind"] = kind,
            ["range"] = texts.Range(source, new SourceSpan(source.Id, entry.KeySpan.Start, end - entry.KeySpan.Start)),
            ["selectionRange"] = texts.Range(source, entry.KeySpan),
            ["children"] = new JsonArray([.. children.Select(child => Symbol(child, Class, [], source, texts))]),
        };
    }
}
