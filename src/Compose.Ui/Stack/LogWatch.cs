using Compose.Execution;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Host;

namespace Compose.Ui.Stack;

/// <summary>Follows the logs of all services into the ring.</summary>
public sealed class LogWatch(EngineSession engine, Func<string> project, LogRing ring)
{
    private const string Tail = "40000";
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken);
        }
        finally
        {
            // Lines that no page reads take no memory; the next one gets them from the engine again.
            ring.Clear();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ring.Clear();
            try
            {
                await using var follow = await engine.Logs(project()).OpenAsync(cancellationToken);
                var containers = await engine.ContainersAsync(project(), all: true, OneOffFilter.Exclude, cancellationToken);
                var request = new LogRequest { Tail = Tail, Timestamps = true };
                await follow.RunAsync(containers, request, _ => true, ring, null, cancellationToken);
            }
            catch (ReportedFailure)
            {
                // The engine is away, which the state says; the lines come again when it is back.
                await Task.Delay(Reconnect, TimeProvider.System, cancellationToken);
            }
        }
    }
}
