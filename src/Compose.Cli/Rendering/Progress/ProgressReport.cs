using Compose.Execution;

namespace Compose.Cli.Rendering.Progress;

/// <summary>The fold of a run's events into a view.</summary>
sealed class ProgressReport(IProgressView view) : IDisposable
{
    private readonly ProgressWords _words = new();

    public void On(ProgressEvent happened)
    {
        foreach (var line in _words.Translate(happened))
            view.Show(line);
        if (happened is ProgressEvent.Output output)
            view.Say($"{output.Step.Operation.Container?.Name ?? output.Step.Operation.Service} -> {output.Line}");
    }

    public void Dispose() => view.Dispose();
}
