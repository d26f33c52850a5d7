using System.Runtime.CompilerServices;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;

namespace Compose.Execution.Operations;

/// <summary>How a command ended whose outputs have ended.</summary>
internal static class ExecExitCode
{
    public static async Task<int> CodeAsync(EngineClient engine, string container, string exec, CancellationToken cancellationToken)
    {
        if (await engine.InspectExecAsync(exec, cancellationToken) is { Running: false, ExitCode: { } code })
            return (int)code;

        // It has closed its outputs and still runs: the engine tells when it ends.
        var filters = new Filters().Add("container", container).Add("event", "exec_die");
        await using var events = await engine.OpenEventsAsync(filters, cancellationToken: cancellationToken);
        await foreach (var _ in Once(events, cancellationToken))
            if (await engine.InspectExecAsync(exec, cancellationToken) is { Running: false, ExitCode: { } late })
                return (int)late;
        return 0;
    }

    /// <summary>A turn before the first event: it may have ended before we listened.</summary>
    private static async IAsyncEnumerable<int> Once(
        IAsyncEnumerable<Docker.DotNet.Models.Message> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 0;
        await foreach (var _ in events.WithCancellation(cancellationToken))
            yield return 1;
    }
}
