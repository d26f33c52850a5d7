using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Compose.Files.Explaining;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Lsp.Names;
using Compose.Planning.Secrets;

namespace Compose.Lsp.Answers;

/// <summary>What an attribute is, which value it has in the end and which files have a say in it. Secrets are hidden.</summary>
internal static class HoverText
{
    private const int LongestValue = 100;
    private const int MostContributions = 10;

    public static JsonObject? Of(DocumentPlace place, SourceTexts texts)
    {
        if (VariablePlace.At(place) is { } variable)
            return ToJson(Variable(variable), texts.Lines(place.Source), variable.Start, variable.End);
        if (place.Project.Parsed(place.Source) is not { } stream || TreePlace.Find(stream, place.Offset) is not { } tree)
            return null;
        var text = new StringBuilder();
        if (tree.Field is { } field)
            text.Append(FieldText.Markdown(field));
        AppendExplanation(text, place, tree);
        return text.Length == 0 ? null : ToJson(text.ToString(), texts.Lines(place.Source), tree.Span.Start, tree.Span.End);
    }

    private static JsonObject ToJson(string markdown, Texts.TextLines lines, int start, int end) => new()
    {
        ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = markdown },
        ["range"] = Texts.Ranges.ToJson(lines, start, end),
    };

    private static string Variable(VariablePlace variable) => variable.Value is { } value
        ? $"`{variable.Name}` = `{Shown("environment." + variable.Name, value.Value)}`\n\nfrom {value.Origin}"
        : $"`{variable.Name}` is not set";

    /// <summary>An index of a list counts differently in the result, so what is in a list is explained as the whole list.</summary>
    private static void AppendExplanation(StringBuilder text, DocumentPlace place, TreePlace tree)
    {
        if (place.Project.Loaded.Contributions is not { } log || tree.Path.Length < 2 || tree.StepsToList < 2)
            return;
        var path = string.Join('.', tree.Path[..tree.StepsToList]);
        var found = Explanation.Of(path, log, place.Project.Loaded.Tree);
        if (found.IsEmpty || (found.Length == 1 && found[0].Value is not YamlScalar))
            return;
        text.Append(text.Length > 0 ? "\n\n---\n\n" : "").Append('`').Append(path).Append("`\n");
        foreach (var contribution in found.Take(MostContributions))
        {
            text.Append("\n- ").Append(contribution.Wins ? "**" : "").Append(Value(path, contribution))
                .Append(contribution.Wins ? "**" : "");
            if (Place(contribution.Span, place.Project.Loaded.Sources) is { } at)
                text.Append(" at ").Append(at);
            text.Append(" (").Append(contribution.Rule).Append(contribution.Extended ? ", through extends)" : ")");
        }
    }

    private static string Value(string path, Contribution contribution) => contribution switch
    {
        { Kind: ContributionKind.Reset } => "`!reset`",
        { Value: YamlScalar { IsNull: true } } => "`null`",
        { Value: YamlScalar scalar } => $"`{Shown(path, scalar.Text)}`",
        { Value: YamlSequence list } => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Items.Length}"),
        { Value: YamlMapping mapping } => string.Create(CultureInfo.InvariantCulture, $"a mapping of {mapping.Count}"),
        _ => "",
    };

    private static string Shown(string path, string value)
    {
        var shown = (Redaction.ByShape.Shown(path, value) ?? "").ReplaceLineEndings(" ").Replace('`', '\'');
        return shown.Length <= LongestValue ? shown : shown[..LongestValue] + "…";
    }

    private static string? Place(SourceSpan span, SourceSet sources) =>
        sources.TryGet(span, out var source)
            ? string.Create(CultureInfo.InvariantCulture, $"{source.Name}:{source.Lines.Position(span.Start).Line}")
            : null;
}
