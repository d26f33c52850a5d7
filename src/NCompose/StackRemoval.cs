using Compose.Execution;
using Compose.Execution.Locks;
using Compose.Execution.Scheduling;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Lifecycle;

namespace NCompose;

/// <summary>
/// Removes a stack by the labels of what is on the engine, so that neither its files nor the process that started it are needed.
/// </summary>
internal static class StackRemoval
{
    private const int Attempts = 5;

    public static Task RemoveAsync(string project, ProjectFiles files, EngineSession engine, CancellationToken cancellationToken) =>
        RemoveAsync(project, files.Variables, engine,
            sentence => LibraryLog.Information(files.Options.Logger, sentence), cancellationToken);

    /// <summary>Without a logger, because the watcher cannot load its assembly where a shared framework has it.</summary>
    /// <exception cref="ComposeException">Something is still there after several attempts.</exception>
    public static Task RemoveAsync(
        string project, ProcessEnvironment environment, EngineSession engine, Action<string> inform, CancellationToken cancellationToken) =>
        Guarded.RunAsync(async () =>
    {
        var request = new ProjectLockRequest(ProjectLock.Folders(environment), engine.Address, project, "down");
        using var held = await ProjectLock.AcquireAsync(request, inform, inform, cancellationToken).ConfigureAwait(false);
        PlanOutcome? last = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var observed = await engine.ObserveAsync(project, null, images: true, cancellationToken).ConfigureAwait(false);
            var plan = Planner.Down(ProjectOutline.Of(observed), observed, new LifecyclePolicy
            {
                Volumes = true,
                Images = ImageRemoval.Local,
                RemoveOrphans = true,
                StopTimeout = TimeSpan.FromSeconds(1),
            });
            if (plan.IsEmpty || last?.Succeeded == true)
                return;
            last = await engine.RunAsync(
                plan, project, engine.Settings(null), new ExecutionOptions(), _ => { }, cancellationToken, CancellationToken.None)
                .ConfigureAwait(false);
        }

        var reason = last!.Failures().Select(failure => failure.Error.Message).FirstOrDefault();
        throw new ComposeException(reason ?? "the removal was interrupted");
    });
}
