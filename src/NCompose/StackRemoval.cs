using Compose.Execution;
using Compose.Execution.Locks;
using Compose.Execution.Scheduling;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Lifecycle;
using Microsoft.Extensions.Logging;

namespace NCompose;

/// <summary>Removes a stack by the labels of what is on the engine, so that neither its files nor the process that started it are needed.</summary>
internal static class StackRemoval
{
    private const int Attempts = 5;

    public static Task RemoveAsync(string project, ProjectFiles files, EngineSession engine, CancellationToken cancellationToken) =>
        RemoveAsync(project, files.Variables, engine, files.Options.Logger, cancellationToken);

    /// <exception cref="ComposeException">Something is still there after several attempts.</exception>
    public static Task RemoveAsync(
        string project, ProcessEnvironment environment, EngineSession engine, ILogger logger, CancellationToken cancellationToken) => Guarded.RunAsync(async () =>
    {
        var request = new ProjectLockRequest(ProjectLock.Folders(environment), engine.Address, project, "down");
        using var held = await ProjectLock.AcquireAsync(
            request, sentence => LibraryLog.Information(logger, sentence), sentence => LibraryLog.Warning(logger, sentence), cancellationToken).ConfigureAwait(false);
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
                plan, project, engine.Settings(null), new ExecutionOptions(), RunProgress.To(null, logger), cancellationToken, CancellationToken.None)
                .ConfigureAwait(false);
        }

        throw new ComposeException(last!.Failures().Select(failure => failure.Error.Message).FirstOrDefault() ?? "the removal was interrupted");
    });
}
