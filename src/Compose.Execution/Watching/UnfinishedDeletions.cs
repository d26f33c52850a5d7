using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Watching;

/// <summary>
/// Deletions of a watch that was killed: the engine goes on with them, and what the next watch copies meanwhile would be deleted.
/// </summary>
internal static class UnfinishedDeletions
{
    /// <summary>A program that the engine has not started by then was never asked for: watch was killed before.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task EndAsync(EngineClient engine, ContainerInspectResponse container, CancellationToken cancellationToken)
    {
        foreach (var exec in container.ExecIDs.OrEmpty())
            await EndAsync(engine, exec, cancellationToken);
    }

    private static async Task EndAsync(EngineClient engine, string exec, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await StateAsync(engine, exec, cancellationToken) is { } state && IsDeletion(state)
            && TimeProvider.System.GetElapsedTime(begun) < (state.Running ? LongestRun : LongestStart))
            await Task.Delay(Pause, cancellationToken);
    }

    /// <summary>Null when it has ended.</summary>
    private static async Task<ContainerExecInspectResponse?> StateAsync(
        EngineClient engine, string exec, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.InspectExecAsync(exec, cancellationToken) is { } state && (state.Running || state.ExitCode is null)
                ? state : null;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The engine forgets what has ended.
            return null;
        }
    }

    private static bool IsDeletion(ContainerExecInspectResponse exec) =>
        exec.ProcessConfig is { Entrypoint: "rm", Arguments: ["-rf", "--", ..] };
}
