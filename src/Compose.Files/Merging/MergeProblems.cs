using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>NC04xx: files that cannot be put together.</summary>
internal static class MergeProblems
{
    public static Diagnostic CannotOverride(TreePath path, YamlNode earlier, YamlNode later) =>
        Diagnostic.Error(DiagnosticCode.MergeTypeMismatch, $"cannot override {path}", later.Span, $"{Article(later)} here",
            $"the earlier value is {Article(earlier)}; say it in the same form, or tag this one with !override",
            path.ToAttributePath()) with
        {
            Related = earlier.Span.IsNone ? [] : [new Label(earlier.Span, $"{Article(earlier)} here")],
        };

    public static Diagnostic IgnoredOverride(TreePath path, YamlNode earlier, YamlNode later) =>
        Diagnostic.Warning(DiagnosticCode.IgnoredOverride, $"{path}: {Article(later)} cannot override {Article(earlier)} and is ignored",
            later.Span, "ignored", path: path.ToAttributePath()) with
        {
            Related = earlier.Span.IsNone ? [] : [new Label(earlier.Span, "still counts")],
        };

    public static Diagnostic StringOverride(TreePath path, YamlNode later) =>
        Diagnostic.Warning(DiagnosticCode.StringForList, $"{path}: a single string is taken as a list of one", later.Span, "",
            "write it as a list or a mapping", path.ToAttributePath());

    public static Diagnostic MissingKey(string format, TreePath path, int index, YamlNode item) =>
        Diagnostic.Error(DiagnosticCode.ItemWithoutMergeKey,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, format, $"{path}.[{index}]"), item.Span,
            "nothing says where it goes", HelpForKeyless(item), new AttributePath(path.ToAttributePath(), $"{index}"));

    /// <summary>`- ./a:` and `- ./a: /b` are mappings for YAML, and meant as a short form.</summary>
    private static string? HelpForKeyless(YamlNode item) =>
        item is not YamlMapping { Entries: [{ Key: var key, Value: YamlScalar value }] }
        || (key is [>= 'A' and <= 'z', ..] && !value.Text.StartsWith('/')) ? null
        : value.Kind == ScalarKind.Null ? $"write what it becomes in the container behind the colon, without a blank: {key}:/path"
        : $"remove the blank behind the colon: {key}:{value.Text}";

    private static string Article(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { Kind: ScalarKind.Null } => "null",
        YamlScalar scalar => "a " + scalar.TypeName,
        _ => "a value",
    };
}
