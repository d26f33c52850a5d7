using Compose.Files.Diagnostics;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>Reads files of variables or labels; one that many services name is read from disk once.</summary>
internal sealed class VariableFiles(
    string kind, string directory, FileSource disk, SourceSet sources, DiagnosticBag diagnostics, IRemoteFiles? remotes)
{
    private readonly Dictionary<string, SourceText?> _read = new(StringComparer.Ordinal);

    /// <summary>The file's text; null, and a diagnostic, when it cannot be had. A file that need not exist is null without one.</summary>
    public SourceText? Read(YamlScalar path, bool required)
    {
        if (_read.TryGetValue(path.Text, out var known) && (known is not null || !required))
            return known;
        SourceText? source = null;
        // Without path resolution (config --no-path-resolution) a path is still relative; never to the process, which may run elsewhere.
        var full = DiskPath.Full(path.Text, directory);
        if (Directory.Exists(full))
            Report(path, $"failed to read {path.Text}: read {path.Text}: is a directory", "a directory");
        else if (disk.TryRead(full, out string text) is not { } reason)
            source = sources.Add(remotes?.NameOf(full) ?? Shown(full), full, text);
        else if (reason != DiskFile.Missing)
            Report(path, $"open {path.Text}: {reason}", "cannot be read");
        else if (required)
            ReportMissing(path, full);

        _read[path.Text] = source;
        return source;
    }

    private void ReportMissing(YamlScalar path, string full)
    {
        var help = DiskFile.HelpForMissing(full) + (kind == "env" ? ", or write required: false next to its path" : "");
        Report(path, $"{kind} file {path.Text} not found: stat {path.Text}: no such file or directory", "no such file", help);
    }

    private void Report(YamlScalar path, string problem, string label, string? help = null) =>
        diagnostics.Add(Diagnostic.Error(kind == "env" ? DiagnosticCode.EnvFileUnreadable
            : DiagnosticCode.LabelFileUnreadable, problem, path.Span, label, help));

    /// <summary>As people know it: from the project's directory on.</summary>
    private string Shown(string path)
    {
        var relative = Path.GetRelativePath(directory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
