using System.Text;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>One workflow command: GitHub shows the message at the line of the file.</summary>
/// <param name="workspace">The folder of the repository, as GITHUB_WORKSPACE has it. Only paths below it can be relative.</param>
internal sealed class GitHubAnnotation(string? workspace)
{
    public string Render(string level, string title, string message, SourceText? source = null, SourceSpan span = default)
    {
        var properties = new StringBuilder();
        if (source is not null)
        {
            var (start, end) = (source.Lines.Position(span.Start), source.Lines.Position(span.End));
            properties.Append($"file={Property(PathOf(source.Path, source.Name))},line={start.Line},endLine={end.Line},");
            if (start.Line == end.Line)
                properties.Append($"col={start.Column},endColumn={end.Column},");
        }

        return $"::{level} {properties}title={Property(title)}::{Data(message)}\n";
    }

    /// <summary>For a file that no source was made of.</summary>
    public string Render(string level, string title, string message, string path, int line) =>
        $"::{level} file={Property(PathOf(path, path))},line={line},title={Property(title)}::{Data(message)}\n";

    /// <summary>Standard input has a name and no path.</summary>
    private string PathOf(string path, string name)
    {
        if (!Path.IsPathRooted(path))
            return name;
        if (workspace is not { Length: > 0 } || !Path.IsPathRooted(workspace))
            return path;
        var relative = Path.GetRelativePath(workspace, path);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? path : relative;
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
