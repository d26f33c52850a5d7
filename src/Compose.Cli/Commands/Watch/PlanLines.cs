using Compose.Cli.Rendering.Progress;
using Compose.Execution.Scheduling;

namespace Compose.Cli.Commands.Watch;

/// <summary>The lines that a build or a command prints, as events of watch.</summary>
internal sealed class PlanLines(IWatchOutput output, string service, bool isQuiet) : IProgressView
{
    public void On(ProgressEvent happened)
    {
        if (!isQuiet && happened is ProgressEvent.Output line)
            output.On(new WatchEvent(WatchEventKind.Output) { Service = service, Text = line.Line });
    }

    public void Dispose()
    {
    }
}
