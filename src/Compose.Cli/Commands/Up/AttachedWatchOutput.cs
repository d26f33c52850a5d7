using Compose.Cli.Commands.Watch;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Logs;

namespace Compose.Cli.Commands.Up;

/// <summary>What watch does, between the lines of the containers.</summary>
internal sealed class AttachedWatchOutput(CommandContext run, LogPrinter printer) : IWatchOutput
{
    public void On(WatchEvent happened)
    {
        if (happened.Kind == WatchEventKind.Failed)
            printer.Report(WatchText.Report(happened, run.Sources, run.Output.Error));
        else if (WatchText.Of(happened) is { } sentence)
            printer.Watch(sentence);
    }
}
