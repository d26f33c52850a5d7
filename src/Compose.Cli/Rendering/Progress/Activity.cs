using System.Text.Json;
using Compose.Cli.CommandLine;
using Compose.Cli.Terminals;

namespace Compose.Cli.Rendering.Progress;

/// <summary>The progress of what is no plan (a copy, a commit): begun, and done. In the words and forms of the other progress.</summary>
internal sealed class Activity(Terminal terminal, OutputSettings settings)
{
    private readonly Lock _gate = new();

    public void Begin(string id, string text, string details = "")
    {
        // On a terminal the last line says it all.
        if (settings.Progress != ProgressMode.Terminal)
            Write(id, text, details, StatusKind.Working);
    }

    public void End(string id, string text, string details = "") => Write(id, text, details, StatusKind.Done);

    private Stream Stream => settings.StatusToOutput ? new DispensableOutput(terminal.Output) : terminal.Error;

    private void Write(string id, string text, string details, StatusKind status)
    {
        lock (_gate)
        {
            switch (settings.Progress)
            {
                case ProgressMode.Quiet:
                    return;
                case ProgressMode.Json:
                    WriteJson(id, text, details, status);
                    return;
                case ProgressMode.Terminal:
                    Report($" {settings.Error.Green("✔")} {id} {settings.Error.Green(text)} {details}\n");
                    return;
                default:
                    Report($" {id} {text} {details}\n");
                    return;
            }
        }
    }

    private void Report(string line)
    {
        if (settings.StatusToOutput)
            terminal.Print(line, isStyled: true);
        else
            terminal.Report(line, isStyled: true);
    }

    private void WriteJson(string id, string text, string details, StatusKind status)
    {
        using (var writer = new Utf8JsonWriter(Stream))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("status", status.ToString());
            writer.WriteString("text", text);
            if (details.Length > 0)
                writer.WriteString("details", details);
            writer.WriteEndObject();
        }

        Report("\n");
    }
}
