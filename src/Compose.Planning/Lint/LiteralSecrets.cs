using System.Collections.Immutable;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Lint;

/// <summary>Whether a value is a secret and stands in the file as it is.</summary>
internal static class LiteralSecrets
{
    private static readonly ImmutableArray<string> Plain = ["true", "false", "yes", "no", "on", "off", "none", "null"];

    public static bool IsSecret(LintProject project, string name, YamlScalar value)
    {
        if (value.Kind is not (ScalarKind.String or ScalarKind.Integer) || value.Text.Length == 0 || value.Span.IsNone)
            return false;
        var written = project.Written(value.Span);
        return written.Length > 0 && !written.Contains('$') && Redaction.ByShape.Shown("environment." + name, value.Text) != value.Text
            && !IsPlain(name, value);
    }

    /// <summary>A path, a switch, a number of seconds or of letters is no secret, whatever the variable is called.</summary>
    private static bool IsPlain(string name, YamlScalar value) =>
        value.Text[0] is '/' || Plain.Contains(value.Text.ToLowerInvariant()) || IsCount(name, value.Text);

    private static bool IsCount(string name, string value) =>
        value.All(char.IsAsciiDigit) && (value.Length <= 3 || name.Contains("TTL", StringComparison.OrdinalIgnoreCase)
            || name.Contains("EXPIR", StringComparison.OrdinalIgnoreCase) || name.Contains("LENGTH", StringComparison.OrdinalIgnoreCase)
            || name.Contains("LIFETIME", StringComparison.OrdinalIgnoreCase) || name.Contains("MAX", StringComparison.OrdinalIgnoreCase));
}
