using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>The .env file of an included project.</summary>
internal static class VariableFile
{
    public static ComposeEnvironment Read(ComposeEnvironment environment, string path, SourceSpan from, FileCache files, DiagnosticBag diagnostics)
    {
        _ = (path, from, files, diagnostics);
        return environment;
    }
}
