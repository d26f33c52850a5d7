using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Diagnostics;

/// <summary>What can be wrong with a file before anybody asks what it means.</summary>
public static class YamlProblems
{
    public const string Syntax = "NC0101";
    public const string DuplicateKey = "NC0102";
    public const string NonStringKey = "NC0103";
    public const string UnknownAnchor = "NC0104";
    public const string AliasCycle = "NC0105";
    public const string ExcessiveAliases = "NC0106";
    public const string BadMerge = "NC0107";
    public const string BadTag = "NC0108";
    public const string TooDeep = "NC0109";
    public const string Encoding = "NC0110";

    /// <summary>The first line as the reference implementation writes it, but with the line where the mistake is.</summary>
    internal static Diagnostic At(string code, SourceText source, SourceSpan span, string message, string label, string? help = null) =>
        Diagnostic.Error(code, $"yaml: line {source.Lines.Position(span.Start).Line}: {message}", span, label, help);

    internal static Diagnostic Duplicate(SourceText source, string key, SourceSpan span, SourceSpan first) =>
        At(DuplicateKey, source, span, $"mapping key {GoText.Quote(key)} already defined at line {source.Lines.Position(first.Start).Line}", "defined a second time")
            with
        { Related = [new Label(first, "first defined here")] };

    internal static Diagnostic KeyNotString(string path, string key, bool isScalar, SourceSpan span)
    {
        var place = path.Length == 0 ? "at top level" : $"in {path}";
        return Diagnostic.Error(NonStringKey, $"non-string key {place}: {key}", span, "a key is a text", isScalar && key != "<nil>" ? $"put it in quotes: \"{key}\"" : null, path);
    }

    internal static Diagnostic Merge(SourceText source, SourceSpan key, YamlNode value) =>
        At(BadMerge, source, key, "map merge requires map or sequence of maps as the value", $"merges {value.TypeName switch { "array" => "a list", "null" => "nothing", var name => $"a {name}" }}",
            "write `<<: *name` for one mapping, `<<: [*one, *two]` for several");

    internal static Diagnostic Tag(SourceText source, SourceSpan span, string type, string text, string wanted) =>
        At(BadTag, source, span, $"cannot decode {type} `{text}` as a {wanted}", $"not a {wanted}");
}
