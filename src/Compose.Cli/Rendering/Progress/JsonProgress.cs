using System.Text.Json;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One JSON object for each change.</summary>
sealed class JsonProgress(Terminal terminal, bool dryRun) : IProgressView
{
    public void Show(ProgressLine line) => Write(new ProgressMessage
    {
        DryRun = dryRun,
        Id = line.Id,
        Status = line.Status.ToString(),
        Text = line.Text,
        Details = line.Details.Length > 0 ? line.Details : null,
        Current = line.Current,
        Total = line.Total,
        Percent = line.Percent,
    });

    public void Say(string text) => Write(new ProgressMessage { DryRun = dryRun, Text = text });

    public void Dispose()
    {
        // Nothing is kept.
    }

    private void Write(ProgressMessage message) => terminal.ReportLine(JsonSerializer.Serialize(message, ProgressJson.Default.ProgressMessage));
}
