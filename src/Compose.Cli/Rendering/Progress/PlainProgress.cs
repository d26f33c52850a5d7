using System.Text;
using Compose.Execution;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One line per change, for logs: ` Container web-1 Started `. The blanks at both ends are Docker Compose's.</summary>
sealed class PlainProgress(Stream stream, bool isDryRun) : IProgressView
{
    private readonly StatusChanges _changes = new();

    public void On(ProgressEvent happened)
    {
        var text = new StringBuilder();
        if (happened is ProgressEvent.Output output)
            text.Append(output.Line).Append('\n');
        foreach (var change in _changes.Of(happened))
            text.Append(isDryRun ? " DRY-RUN MODE - " : "").Append(' ').Append(change.Id).Append(' ').Append(change.Text).Append(' ').Append(change.Details).Append('\n');
        if (text.Length == 0)
            return;
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        stream.Flush();
    }

    public void Dispose()
    {
    }
}
