using Compose.Cli.Context;

namespace Compose.Cli.Commands.Watch;

/// <summary>Sentences on standard output, failures on standard error.</summary>
internal sealed class TextWatchOutput(CommandContext run) : IWatchOutput
{
    private readonly Lock _gate = new();

    public void On(WatchEvent happened)
    {
        lock (_gate)
        {
            if (happened.Kind == WatchEventKind.Failed)
                run.Reporter.Report([WatchText.Failure(happened)], run.Sources);
            else if (WatchText.Of(happened) is { } sentence)
                run.Terminal.Remark(sentence);
        }
    }
}
