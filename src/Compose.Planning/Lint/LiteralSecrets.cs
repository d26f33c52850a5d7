using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Lint;

/// <summary>Whether a value is a secret and stands in the file as it is.</summary>
internal static class LiteralSecrets
{
    public static bool IsSecret(LintProject project, string name, YamlScalar value)
    {
        if (value.Kind is not (ScalarKind.String or ScalarKind.Integer) || value.Text.Length == 0 || value.Span.IsNone)
            return false;
        var written = project.Written(value.Span);
        var withBefore = project.Written(value.Span with { Start = Math.Max(0, value.Span.Start - 1), Length = value.Span.Length + 1 });
        // A name alone takes its value from where the project runs. The place of a resolved value in a list may begin one character late.
        return written.Length > 0 && written != name && !withBefore.Contains('$') && SecretValues.IsSecret(name, value.Text);
    }
}
