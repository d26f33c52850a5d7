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
        // A name alone takes its value from where the project runs.
        return written.Length > 0 && written != name && !written.Contains('$') && SecretValues.IsSecret(name, value.Text);
    }
}
