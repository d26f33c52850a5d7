using System.Text;
using Compose.Execution;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One line per change, for logs.</summary>
sealed class PlainProgress(Stream stream, ProgressLines lines) : IProgressView
{
    private readonly StatusChanges _changes = new();

    public void On(ProgressEvent happened)
    {
        var text = new StringBuilder();
        if (happened is ProgressEvent.Output output)
            text.Append(output.Line).Append('\n');
        foreach (var change in _changes.Of(happened).Where(lines.Tells))
            text.Append(lines.Text(change));
        if (text.Length == 0)
            return;
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        stream.Flush();
    }

    public void Dispose()
    {
    }
}
