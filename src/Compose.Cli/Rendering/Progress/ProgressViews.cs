using Compose.Cli.CommandLine;
using Compose.Cli.Terminals;
using Compose.Files;

namespace Compose.Cli.Rendering.Progress;

/// <summary>Chooses the view that was asked for.</summary>
internal static class ProgressViews
{
    /// <param name="operation">What the run is called in the headline: "up", "down".</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="settings">How it is shown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="dialect">Whose lines are printed: those of Docker Compose 5.x or of 2.40.</param>
    /// <param name="isDryRun">Nothing is really done.</param>
    /// <param name="tellsStarts">False where the logs of the containers follow on the same screen: their lines say that they have
    /// started.</param>
    public static IProgressView Open(
        string operation, Terminal terminal, OutputSettings settings, TimeProvider time, Dialect dialect = Dialect.V5,
        bool isDryRun = false, bool tellsStarts = true)
    {
        var stream = settings.StatusToOutput ? new DispensableOutput(terminal.Output) : terminal.Error;
        var lines = new ProgressLines(dialect, isDryRun, tellsStarts);
        return settings.Progress switch
        {
            ProgressMode.Terminal =>
                new TerminalProgress(
                    operation, stream, terminal.Size, settings.StatusToOutput ? settings.Output : settings.Error, time, isDryRun,
                    tellsStarts),
            ProgressMode.Json => new JsonProgress(stream, lines),
            ProgressMode.Quiet => new QuietProgress(),
            _ => new PlainProgress(
                new TextOutput(stream, settings.StatusToOutput ? terminal.OutputIsTerminal : terminal.ErrorIsTerminal),
                new TextOutput(new DispensableOutput(terminal.Output), terminal.OutputIsTerminal),
                lines),
        };
    }
}
