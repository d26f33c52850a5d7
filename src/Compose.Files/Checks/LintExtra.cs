using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>`x-ncompose.lint` of the project, a service or a job: the severity of each rule. Only `ncompose lint` reads it.</summary>
public static class LintExtra
{
    private const string Key = "lint";
    private static readonly string[] Words = ["off", "note", "warning", "error"];
    private static readonly string[] RuleNames =
        [.. Enum.GetValues<DiagnosticCode>().Where(code => code.IsOfLint()).Select(code => code.RuleName())];

    /// <summary>The severity that the mapping sets for a rule; null is off. False when it sets none.</summary>
    public static bool TryRead(YamlMapping owner, DiagnosticCode rule, out Severity? severity)
    {
        severity = null;
        if (owner.Mapping(WatchExtras.Key)?.Mapping(Key)?[rule.RuleName()] is not YamlScalar { Text: var word })
            return false;
        severity = word switch { "error" => Severity.Error, "warning" => Severity.Warning, "note" => Severity.Note, _ => null };
        return true;
    }

    internal static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        CheckOwner(tree, AttributePath.Of(WatchExtras.Key, Key), diagnostics);
        foreach (var entry in tree.Entries("services"))
            if (entry.Value is YamlMapping service)
                CheckOwner(service, AttributePath.Of("services", entry.Key, WatchExtras.Key, Key), diagnostics);
    }

    private static void CheckOwner(YamlMapping owner, AttributePath path, DiagnosticBag diagnostics)
    {
        if (owner.Mapping(WatchExtras.Key)?[Key] is not { } node)
            return;
        if (node is not YamlMapping settings)
        {
            Add(path, node.Span, "must be a mapping of rules", "write for example `lint: {latest-tag: off}`");
            return;
        }

        foreach (var setting in settings.Entries)
            if (!RuleNames.Contains(setting.Key))
                AddUnknown(setting);
            else if (!IsSeverity(setting.Value))
                Add(path / setting.Key, setting.Value.Span, "the severity must be off, note, warning or error", null);

        void AddUnknown(YamlEntry setting)
        {
            var nearest = NearestName.Find(setting.Key, RuleNames);
            Add(path / setting.Key, setting.KeySpan, "there is no such rule",
                nearest is null ? "`ncompose lint --rules` lists them" : $"did you mean \"{nearest}\"?",
                Suggestion.Of(setting.Key, nearest));
        }

        void Add(AttributePath at, SourceSpan span, string problem, string? help, Suggestion? suggestion = null) =>
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.InvalidLintSetting, $"{at}: {problem}", span, "", help, at) with
            {
                Suggestion = suggestion
            });
    }

    /// <summary>`off` is a boolean in old YAML, and some tools write it back as false.</summary>
    private static bool IsSeverity(YamlNode value) =>
        value is YamlScalar scalar && (scalar is { Kind: ScalarKind.Boolean, Text: "false" } || Words.Contains(scalar.Text));
}
