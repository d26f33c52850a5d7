using Compose.Execution;
using Compose.Execution.Locks;

namespace NCompose;

/// <summary>
/// Stacks of processes that were killed together with their watcher. The next start removes them, as `ncompose with` does.
/// </summary>
internal static class LeftStacks
{
    public static async Task RemoveAsync(ProjectFiles files, EngineSession engine, CancellationToken cancellationToken)
    {
        foreach (var left in StackRecord.Left(files.Variables, engine.Address))
            using (left)
            {
                LibraryLog.Information(files.Options.Logger, $"removing {left.Project}, which a killed run has left");
                try
                {
                    await StackRemoval.RemoveAsync(left.Project, files, engine, cancellationToken).ConfigureAwait(false);
                    left.Forget();
                }
                catch (ComposeException failure)
                {
                    // It is no stack of this run, so this run goes on; the next one tries again.
                    LibraryLog.Warning(files.Options.Logger, $"the stack {left.Project} is not removed: {failure.Message}");
                }
            }
    }
}
