using System.Text.Json.Nodes;
using Compose.Lsp.Projects;
using Compose.Lsp.Texts;
using Compose.Lsp.Typing;

namespace Compose.Lsp.Answers;

/// <summary>Variables for `${`: those of .env files first, then those that the project's files mention, then those of the shell.</summary>
internal static class VariableList
{
    public static JsonArray Of(OpenText text, Analysis? project, VariableWord word)
    {
        var items = new JsonArray();
        if (project is null)
            return items;
        var offered = new HashSet<string>(StringComparer.Ordinal);
        var values = project.Location.Environment.Values;
        foreach (var (name, value) in values.Where(variable => !variable.Value.Span.IsNone)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal))
            Add(name, value.Origin, "1");
        foreach (var name in MentionedVariables.Of(project).Order(StringComparer.Ordinal))
            Add(name, values.TryGetValue(name, out var value) ? value.Origin : "not set", "2");
        foreach (var (name, value) in values.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            Add(name, value.Origin, "3");
        return items;

        void Add(string name, string origin, string rank)
        {
            if (!IsName(name) || !offered.Add(name))
                return;
            items.Add((JsonNode)new JsonObject
            {
                ["label"] = name,
                ["kind"] = (int)CompletionKind.Variable,
                ["detail"] = origin,
                ["sortText"] = rank + name,
                ["textEdit"] = new JsonObject
                {
                    ["range"] = Ranges.ToJson(text.Lines, word.Start, word.End),
                    ["newText"] = word is { HasBrace: true, IsClosed: false } ? name + "}" : name,
                },
            });
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
