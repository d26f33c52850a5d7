using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.DotEnvFiles;

/// <summary>What can be wrong with a .env file, an env_file or a label_file.</summary>
public static class DotEnvProblems
{

    internal static Diagnostic Bad(DiagnosticCode code, SourceText source, SourceSpan span, string message, string label,
        string? help = null) =>
        Diagnostic.Error(code, $"failed to read {source.Path}: {message}", span, label, help);

    internal static Diagnostic BadLine(SourceText source, SourceSpan span, string message, string label, string? help = null) =>
        Bad(DiagnosticCode.InvalidDotEnv, source, span, $"line {source.Lines.Position(span.Start).Line}: {message}", label, help);

    internal static Diagnostic UnsetVariable(string name, SourceSpan span) =>
        Diagnostic.Warning(DiagnosticCode.DotEnvVariableNotSet,
            $"The {GoText.Quote(name)} variable is not set. Defaulting to a blank string.", span, "not set",
            $"write ${{{name}:-}} where blank is fine, $$ for a dollar sign");
}
