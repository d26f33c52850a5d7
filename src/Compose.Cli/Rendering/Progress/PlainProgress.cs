namespace Compose.Cli.Rendering.Progress;

/// <summary>One line for each change, for logs and scripts.</summary>
sealed class PlainProgress(Terminal terminal, string prefix) : IProgressView
{
    public void Show(ProgressLine line)
    {
        // The bytes of a pull belong to a terminal; here they would be thousands of lines.
        if (line is { Status: ProgressStatus.Working, Total: > 0 })
            return;
        var details = line.Details.Length > 0 ? " " + line.Details : "";
        terminal.ReportLine($"{prefix} {line.Id} {line.Text}{details}");
    }

    public void Say(string text) => terminal.ReportLine(text);

    public void Dispose()
    {
        // Nothing is kept.
    }
}
