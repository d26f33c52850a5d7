using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Compose.Engine.Versions;

namespace Compose.Engine.Gaps;

/// <summary>Upstream does not send a timeout of 0, which means "kill at once", and has no -1, which means "never kill".</summary>
public static class StopCalls
{
    /// <summary>
    /// Returns when it has stopped; false when it was not running. Without a timeout the container's own counts; after it
    /// (in seconds, -1 never) the container is killed.
    /// </summary>
    public static async Task<bool> StopContainerAsync(
        this EngineClient engine, string id, int? timeout = null, string? signal = null, CancellationToken cancellationToken = default) =>
        await engine.DoAsync(
            await engine.StoppingAsync(id, "/stop", timeout, signal, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    public static async Task RestartContainerAsync(
        this EngineClient engine, string id, int? timeout = null, string? signal = null, CancellationToken cancellationToken = default) =>
        await engine.DoAsync(
            await engine.StoppingAsync(id, "/restart", timeout, signal, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    private static async ValueTask<HttpRequest> StoppingAsync(
        this EngineClient engine, string id, string action, int? timeout, string? signal, CancellationToken cancellationToken)
    {
        if (signal is not null && await engine.VersionAsync(cancellationToken).ConfigureAwait(false) is var version
            && ApiVersions.StopSignal is var gate && !gate.IsOpen(version))
        {
            throw EngineError.Of(
                EngineErrorKind.TooOld,
                $"a stop with a signal of its own needs Docker {gate.Engine} (API {gate.Since}); this engine speaks API {version}");
        }

        return new HttpRequest("POST", Target.Of("/containers", id, action).Add("t", timeout).Add("signal", signal).ToString());
    }
}
