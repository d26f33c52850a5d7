using Compose.Execution;
using Compose.Execution.Locks;

namespace NCompose;

/// <summary>
/// Stacks of processes that were killed together with their watcher. The next start removes them, as `ncompose with` does.
/// </summary>
internal static class LeftStacks
{
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly HashSet<string> Searched = new(StringComparer.Ordinal);

    /// <summary>
    /// Once for each engine, and before this process has records of its own: a record that another stack is about to lock looks like one
    /// that was left.
    /// </summary>
    public static async Task RemoveAsync(ProjectFiles files, EngineSession engine, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Searched.Add(engine.Address))
                return;
            foreach (var left in StackRecord.Left(files.Variables, engine.Address))
                using (left)
                    await RemoveAsync(left, files, engine, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task RemoveAsync(StackRecord left, ProjectFiles files, EngineSession engine, CancellationToken cancellationToken)
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
