using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>What can be wrong with a file before anybody asks what it means.</summary>
public static class YamlProblems
{

    /// <summary>The first line as the reference implementation writes it, but with the line where the mistake is.</summary>
    internal static Diagnostic At(DiagnosticCode code, SourceText source, SourceSpan span, string message, string label,
        string? help = null) =>
        Diagnostic.Error(code, $"yaml: line {source.Lines.Position(span.Start).Line}: {message}", span, label, help);

    /// <summary>What is found out about a text that is well formed; Docker Compose names the file for these.</summary>
    internal static Diagnostic Parsed(DiagnosticCode code, SourceText source, SourceSpan span, string message, string label,
        string? help = null) =>
        Diagnostic.Error(code, $"failed to parse {source.Path}: {message}", span, label, help);

    internal static Diagnostic Duplicate(SourceText source, string key, SourceSpan span, SourceSpan first)
    {
        var lines = source.Lines;
        var message =
            $"line {lines.Position(span.Start).Line}: mapping key {GoText.Quote(key)} already defined at line {lines.Position(first.Start).Line}";
        return Parsed(DiagnosticCode.DuplicateKey, source, span, message,
            "defined a second time") with
        { Related = [new Label(first, "first defined here")] };
    }

    internal static Diagnostic KeyNotString(string place, AttributePath? path, string key, bool isScalar, SourceSpan span)
    {
        return Diagnostic.Error(DiagnosticCode.NonStringKey, $"non-string key {(path is null ? "at top level" : $"in {place}")}: {key}",
            span, "a key is a text", isScalar && key != "<nil>" ? $"put it in quotes: \"{key}\"" : null, path);
    }

    internal static Diagnostic Merge(SourceText source, SourceSpan key, YamlNode value)
    {
        var what = value.TypeName switch { "array" => "a list", "null" => "nothing", var name => $"a {name}" };
        return Parsed(DiagnosticCode.InvalidMergeKey, source, key, "yaml: map merge requires map or sequence of maps as the value",
            $"merges {what}",
            "write `<<: *name` for one mapping, `<<: [*one, *two]` for several");
    }

    internal static Diagnostic Tag(SourceText source, SourceSpan span, string type, string text, string wanted) =>
        Parsed(DiagnosticCode.UnknownTag, source, span, $"yaml: cannot decode {type} `{text}` as a {wanted}", $"not a {wanted}");

    internal static Diagnostic Base64(SourceText source, SourceSpan span) =>
        Parsed(DiagnosticCode.UnknownTag, source, span, "yaml: !!binary value contains invalid base64 data", "not base64");

    internal static Diagnostic Anchor(SourceSpan span, string name, string? help) =>
        Diagnostic.Error(DiagnosticCode.UnknownAnchor, $"yaml: unknown anchor '{name}' referenced", span,
            "no anchor of this name stands before it", help);

    internal static Diagnostic Cycle(SourceText source, SourceSpan span, string name, SourceSpan anchor) =>
        Parsed(DiagnosticCode.AliasCycle, source, span, $"cycle detected: anchor '{name}' value contains itself",
            "refers to what it is a part of") with
        { Related = [new Label(anchor, "which begins here")] };

    internal static Diagnostic Aliases(SourceText source, SourceSpan span) =>
        Parsed(DiagnosticCode.ExcessiveAliases, source, span, "yaml: document contains excessive aliasing",
            "the aliases up to here stand for too many values");

    internal static Diagnostic Depth(SourceText source, SourceSpan span, int limit) =>
        At(DiagnosticCode.TooDeeplyNested, source, span, $"exceeded max depth of {limit}", "nested too deeply");

    internal static Diagnostic Unprintable(SourceSpan span, char c) =>
        Diagnostic.Error(DiagnosticCode.InvalidYaml, "yaml: control characters are not allowed", span, $"character U+{(int)c:X4}",
            "inside double quotes it can be written with an escape, such as \\x1b");

    internal static Diagnostic NotText(SourceSpan span, string problem, string encoding) =>
        Diagnostic.Error(DiagnosticCode.NotUtf8, $"yaml: {problem}", span, $"no {encoding} from here on", "save the file as UTF-8");
}
