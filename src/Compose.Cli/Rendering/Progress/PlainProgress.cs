using System.Text;
using Compose.Execution;
using Compose.Planning;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One line per change, for logs.</summary>
sealed class PlainProgress(Stream stream, ProgressLines lines) : IProgressView
{
    private readonly StatusChanges _changes = new();
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    public void On(ProgressEvent happened)
    {
        var text = new StringBuilder();
        if (happened is ProgressEvent.Output output)
            text.Append(output.Line).Append('\n');
        foreach (var change in _changes.Of(happened).Where(change => lines.Tells(change) && IsNews(change, happened)))
            text.Append(lines.Text(change));
        if (text.Length == 0)
            return;
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        stream.Flush();
    }

    /// <summary>Of bytes under way a log tells nothing; of a layer what it has come to.</summary>
    private bool IsNews(StatusChange change, ProgressEvent happened)
    {
        if (happened is not ProgressEvent.Progressed progressed)
            return true;
        if (change.Parent is null)
            return progressed.Total is null && change.Details.Length > 0 && progressed.Step.Operation is not Operation.BuildImage;
        var isNews = _told.GetValueOrDefault(change.Id) != change.Text;
        _told[change.Id] = change.Text;
        return isNews;
    }

    public void Dispose()
    {
    }
}
