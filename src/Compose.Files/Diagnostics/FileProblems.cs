using Compose.Files.Text;

namespace Compose.Files.Diagnostics;

/// <summary>Files that cannot be read, whatever names them.</summary>
internal static class FileProblems
{
    public static Diagnostic Unreadable(string path, string reason, SourceSpan from) =>
        Diagnostic.Error(DiagnosticCode.FileUnreadable, $"open {path}: {reason}", from, reason,
            reason == DiskFile.Missing ? DiskFile.HelpForMissing(path) : null);
}
