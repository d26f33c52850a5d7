using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>NC03xx: values that an attribute cannot have, in the words of the JSON schema that Docker Compose checks with.</summary>
internal static class SchemaProblems
{
    public static Diagnostic WrongType(string file, TreePath path, YamlNode node, SourceSpan span, ValueTypes expected, string? help) =>
        IsSeenEarly(path, node)
            ? Diagnostic.Error(DiagnosticCode.WrongType, $"{path} must be a mapping", span, $"this is {Called(node)}", help,
                path.ToAttributePath())
            : Error(DiagnosticCode.WrongType, file, path, $"must be a {Words(expected)}", span, $"this is {Called(node)}", help);

    public static Diagnostic UnknownAttribute(string file, TreePath path, YamlEntry entry, string? help, string? nearest) =>
        Error(DiagnosticCode.UnknownAttribute, file, path, $"additional properties {Quote(entry.Key)} not allowed", entry.KeySpan,
            "unknown attribute", help) with
        { Suggestion = Suggestion.Of(entry.Key, nearest) };

    public static Diagnostic BadName(string file, TreePath path, YamlEntry entry, NameRule rule, string? help = null) =>
        Error(DiagnosticCode.InvalidName, file, path, $"additional properties {Quote(entry.Key)} not allowed", entry.KeySpan, "not a name",
            help ?? (rule == NameRule.Resource ? "names consist of letters, digits, dots, underscores and dashes"
                : "a name may not be blank"));

    public static Diagnostic Missing(string file, TreePath path, IReadOnlyList<string> names, SourceSpan span) =>
        Error(DiagnosticCode.MissingAttribute, file, path,
            $"missing {(names.Count == 1 ? "property" : "properties")} {string.Join(", ", names.Select(Quote))}", span,
            $"{string.Join(" and ", names)} {(names.Count == 1 ? "is" : "are")} required here",
            names switch
            {
                ["condition"] => "add condition: service_started",
                ["triggers"] => "add triggers: {manual: true}, or a schedule",
                _ => null,
            });

    public static Diagnostic NotOneOf(string file, TreePath path, YamlScalar scalar, IReadOnlyList<string> choices, string? nearest) =>
        Error(DiagnosticCode.InvalidChoice, file, path, choices.Count == 1 ? $"value must be {Quote(choices[0])}"
            : $"value must be one of {string.Join(", ", choices.Select(Quote))}", scalar.Span, "not one of them",
            nearest is null ? null : $"did you mean \"{nearest}\"?") with
        { Suggestion = Suggestion.Of(scalar.Text, nearest) };

    public static Diagnostic NoMatch(string file, TreePath path, YamlScalar scalar, string pattern) =>
        Error(DiagnosticCode.PatternMismatch, file, path, $"{Quote(scalar.Text)} does not match pattern {Quote(pattern)}", scalar.Span,
            "does not match", null);

    public static Diagnostic TooSmall(string file, TreePath path, YamlScalar scalar, long minimum) =>
        Error(DiagnosticCode.TooSmall, file, path, $"must be greater than or equal to {minimum}", scalar.Span, "too small", null);

    public static Diagnostic TooLarge(string file, TreePath path, YamlScalar scalar, long maximum) =>
        Error(DiagnosticCode.TooLarge, file, path, $"must be less than or equal to {maximum}", scalar.Span, "too large", null);

    public static Diagnostic Repeated(string file, TreePath path, int first, int second, YamlNode earlier, YamlNode later) =>
        Error(DiagnosticCode.EqualItems, file, path, $"items at {first} and {second} are equal", later.Span, "repeated",
            "remove one of the two") with
        {
            Related = [new Label(earlier.Span, "first here")],
        };

    public static Diagnostic ObsoleteVersion(string file, SourceSpan span) =>
        Diagnostic.Warning(DiagnosticCode.ObsoleteVersion,
            $"{file}: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion", span,
            "of no meaning any more", "remove this line", AttributePath.Of("version"));

    public static Diagnostic Unseen(TreePath path, YamlEntry entry, string? help, string? nearest) =>
        Diagnostic.Warning(DiagnosticCode.IgnoredAttribute, $"{path}: unknown attribute {Quote(entry.Key)} is ignored", entry.KeySpan,
            "ignored", help, new AttributePath(path.ToAttributePath(), entry.Key)) with
        { Suggestion = Suggestion.Of(entry.Key, nearest) };

    private static Diagnostic Error(DiagnosticCode code, string file, TreePath path, string problem, SourceSpan span, string label,
        string? help) =>
        Diagnostic.Error(code, $"validating {file}: {path} {problem}", span, label, help, path.ToAttributePath());

    /// <summary>`array, boolean or string`: in alphabetical order, as Docker Compose says it.</summary>
    private static string Words(ValueTypes types)
    {
        var words = new List<string>(4);
        if (types.HasFlag(ValueTypes.Array))
            words.Add("array");
        if (types.HasFlag(ValueTypes.Boolean))
            words.Add("boolean");
        if (types.HasFlag(ValueTypes.Number))
            words.Add("number");
        else if (types.HasFlag(ValueTypes.Integer))
            words.Add("integer");
        if (types.HasFlag(ValueTypes.Null))
            words.Add("null");
        if (types.HasFlag(ValueTypes.Object))
            words.Add("mapping");
        if (types.HasFlag(ValueTypes.String))
            words.Add("string");
        words.Sort(StringComparer.Ordinal);
        return words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }

    /// <summary>Docker Compose finds what is no service while it looks for `extends`, and says it without the file.</summary>
    private static bool IsSeenEarly(TreePath path, YamlNode node) =>
        path.Key(0) == "services" && (path.Depth == 1 || (path.Depth == 2 && !node.IsNull));

    private static string Called(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        { IsNull: true } => "null",
        _ => "a " + node.TypeName,
    };

    private static string Quote(string text) =>
        $"'{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
