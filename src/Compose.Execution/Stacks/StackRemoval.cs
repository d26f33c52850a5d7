using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Swarm;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>Removals: what is gone already is removed, and what tasks still use is waited for.</summary>
internal sealed class StackRemoval(EngineClient engine, TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static async Task<OperationResult> GoneAsync(Task removal)
    {
        try
        {
            await removal;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Another client was faster.
        }

        return OperationResult.Done;
    }

    /// <summary>A config or secret that a service of another stack uses stays, with a warning.</summary>
    public static async Task<OperationResult> UnusedAsync(Task removal)
    {
        try
        {
            return await GoneAsync(removal);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.Invalid)
        {
            return OperationResult.Warned(error.Message);
        }
    }

    /// <summary>Tasks leave a network some time after their service is gone.</summary>
    public async Task<OperationResult> RemoveNetworkAsync(string id, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
            try
            {
                return await GoneAsync(engine.RemoveNetworkAsync(id, CancellationToken.None));
            }
            catch (EngineError error) when (IsInUse(error) && clock.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Interval, clock, cancellationToken);
            }
    }

    /// <summary>Tasks on nodes that do not answer are never reported as gone, so they are not waited for.</summary>
    public async Task<OperationResult> AwaitTasksGoneAsync(Operation.AwaitTasksGone wait, StepRun run, CancellationToken cancellationToken)
    {
        var (left, since) = (-1, clock.GetTimestamp());
        while (true)
        {
            var tasks = engine.ListTasksAsync(SwarmReader.Of(wait.Stack), cancellationToken);
            var ready = (await engine.ListNodesAsync(cancellationToken)).Where(node => node.Status?.State == "ready")
                .Select(node => node.ID).ToHashSet(StringComparer.Ordinal);
            var count = (await tasks).Count(task => IsAlive(task) && IsMeant(task) && task.NodeID is { } node && ready.Contains(node));
            if (count == 0)
                return OperationResult.Done;
            if (count != left)
            {
                (left, since) = (count, clock.GetTimestamp());
                run.Progress(string.Create(CultureInfo.InvariantCulture, $"{count} tasks left"));
            }
            else if (clock.GetElapsedTime(since) > patience)
            {
                return OperationResult.Warned(string.Create(CultureInfo.InvariantCulture, $"{count} tasks have not ended"));
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }

        bool IsMeant(TaskResponse task) => wait.ServiceId is null || wait.ServiceId == task.ServiceID;
    }

    private static bool IsInUse(EngineError error) =>
        error.Kind is EngineErrorKind.Invalid or EngineErrorKind.Denied or EngineErrorKind.Internal
            && error.Message.Contains("in use", StringComparison.Ordinal);

    private static bool IsAlive(TaskResponse task) => task.Status?.State is TaskState.New or TaskState.Allocated or TaskState.Pending
        or TaskState.Assigned
        or TaskState.Accepted or TaskState.Preparing or TaskState.Ready or TaskState.Starting or TaskState.Running;
}
