using Compose.Execution.Scheduling;

namespace Compose.Cli.Rendering.Progress;

/// <summary>Says nothing. What failed is said by the summary after the run.</summary>
internal sealed class QuietProgress : IProgressView
{
    public void On(ProgressEvent happened)
    {
    }

    public void Dispose()
    {
    }
}
