using System.Text;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One line per change, for logs. The log of a builder goes to <paramref name="builderLog"/>, as with Docker Compose.</summary>
internal sealed class PlainProgress(TextOutput lines, TextOutput builderLog, ProgressLines words) : IProgressView
{
    private readonly StatusChanges _changes = new();
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    public void On(ProgressEvent happened)
    {
        if (happened is ProgressEvent.Output output)
            (output.Step.Operation is Operation.BuildImage ? builderLog : lines).Write(output.Line + '\n');
        var text = new StringBuilder();
        foreach (var change in _changes.Of(happened).Where(change => words.Tells(change) && IsNews(change, happened)))
            text.Append(words.Text(Short(change)));
        if (text.Length > 0)
            lines.Write(text.ToString());
    }

    /// <summary>The report after the run has the whole message of a failure.</summary>
    private static StatusChange Short(StatusChange change) =>
        change.Status == StatusKind.Error ? change with { Text = "Error", Details = "" } : change;

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
