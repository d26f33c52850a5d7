using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Interpolation;

/// <summary>NC02xx: variables in values.</summary>
internal static class InterpolationProblems
{
    public static Diagnostic Unset(string name, SourceSpan span) =>
        Diagnostic.Warning(DiagnosticCode.VariableNotSet, $"The \"{name}\" variable is not set. Defaulting to a blank string.", span,
            "not set",
            $"set {name}, or give it a default: ${{{name}:-value}}; for a literal $ write $$");

    public static Diagnostic UnsetInHash(string name, SourceSpan span) =>
        Diagnostic.Warning(DiagnosticCode.UnescapedDollar, $"The \"{name}\" variable is not set. Defaulting to a blank string.", span,
            "not set",
            "this looks like a password hash: write $$ for every $ of it");

    public static Diagnostic Invalid(TreePath path, string template, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.InvalidReference,
            $"invalid interpolation format for {path.Join("[]")}.\nYou may need to escape any $ with another $.\n{template}", span,
            "not a variable", "write $$ for a literal $", path.ToAttributePath());

    public static Diagnostic Required(TreePath path, string name, string reason, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.RequiredVariableMissing, $"error while interpolating {path.Join("[]")}: {reason}", span,
            "required here", $"set {name} in the environment or in .env", path.ToAttributePath());

    public static Diagnostic TooLong(TreePath path, string reason, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ValuesTooLong, $"error while interpolating {path.Join("[]")}: {reason}", span, "too much here",
            "use shorter values, or read the content from a file", path.ToAttributePath());

    public static Diagnostic Cast(TreePath path, YamlScalar scalar, string reason, string wanted) =>
        Diagnostic.Error(DiagnosticCode.InterpolatedTypeMismatch,
            $"error while interpolating {path.Join("[]")}: failed to cast to expected type: {reason}", scalar.Span, $"not {wanted}",
            path: path.ToAttributePath());

    public static Diagnostic LegacyBoolean(YamlScalar scalar, bool value) =>
        Diagnostic.Warning(DiagnosticCode.InterpolatedOldBoolean,
            $"\"{scalar.Text}\" for boolean is not supported by YAML 1.2, please use `{(value ? "true" : "false")}`", scalar.Span, "",
            $"write {(value ? "true" : "false")}");
}
