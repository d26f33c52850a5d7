using Compose.Engine.Transport;

namespace Compose.Engine;

/// <summary>Upstream does not send a timeout of 0, which means "kill at once", and has no -1, which means "never kill".</summary>
public sealed partial class EngineClient
{
    /// <summary>
    /// Returns when it has stopped; false when it was not running. Without a timeout the container's own counts; after it
    /// (in seconds, -1 never) the container is killed.
    /// </summary>
    public async Task<bool> StopContainerAsync(
        string id, int? timeout = null, string? signal = null, CancellationToken cancellationToken = default) =>
        await PostAsync(await StoppingAsync(id, "/stop", timeout, signal, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    public async Task RestartContainerAsync(
        string id, int? timeout = null, string? signal = null, CancellationToken cancellationToken = default) =>
        await PostAsync(await StoppingAsync(id, "/restart", timeout, signal, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    private async ValueTask<Target> StoppingAsync(
        string id, string action, int? timeout, string? signal, CancellationToken cancellationToken)
    {
        if (signal is not null && await VersionAsync(cancellationToken).ConfigureAwait(false) is var version
            && ApiVersions.StopSignal is var gate && !gate.IsOpen(version))
        {
            throw EngineError.Of(
                EngineErrorKind.TooOld,
                $"a stop with a signal of its own needs Docker {gate.Engine} (API {gate.Since}); this engine speaks API {version}");
        }

        return Target.Of("/containers", id, action).Add("t", timeout).Add("signal", signal);
    }
}
