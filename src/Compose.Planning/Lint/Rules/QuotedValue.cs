using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>In the list form of `environment` quotes around the value are part of it.</summary>
internal sealed class QuotedValue() : LintRule(DiagnosticCode.QuotedValue, Severity.Warning)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            foreach (var variable in service.Tree.Entries("environment"))
                if (variable.Value is YamlScalar value && IsQuoted(value.Text)
                    && IsItem(project.Written(value.Span), variable.Key, value.Text))
                    findings.Add(service, "environment", value, $"the quotes are part of the value of {variable.Key}",
                        $"write {variable.Key}={value.Text[1..^1]}, in quotes as a whole where YAML needs them");
    }

    /// <summary>In a mapping the quotes of YAML would stand around those of the value.</summary>
    private static bool IsItem(string written, string key, string value) =>
        written == value || written.TrimStart('"', '\'').StartsWith(key + "=", StringComparison.Ordinal);

    private static bool IsQuoted(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0];
}
