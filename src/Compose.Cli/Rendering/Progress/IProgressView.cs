using Compose.Execution.Scheduling;

namespace Compose.Cli.Rendering.Progress;

/// <summary>Shows the steps of a run while they happen. Disposing it ends the showing, whatever has happened until then.</summary>
internal interface IProgressView : IDisposable
{
    void On(ProgressEvent happened);
}
