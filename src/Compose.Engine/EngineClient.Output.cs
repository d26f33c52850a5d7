using Compose.Engine.Http;

namespace Compose.Engine;

/// <summary>What containers print, and talking to them.</summary>
public sealed partial class EngineClient
{
    /// <summary>
    /// The output of a container. When it is not known whether it has a terminal (<paramref name="tty"/>), the engine's
    /// answer tells, or the container is looked at.
    /// </summary>
    public async Task<FrameReader> OpenLogsAsync(string id, LogQuery query, bool? tty = null, CancellationToken cancel = default)
    {
        var target = Target.Of("/containers", id, "/logs").Add("stdout", query.Stdout).Add("stderr", query.Stderr)
            .Add("follow", query.Follow).Add("timestamps", query.Timestamps)
            .Add("since", query.Since).Add("until", query.Until).Add("tail", query.Tail);
        var response = await SendAsync(new HttpRequest("GET", target.ToString()), cancel).ConfigureAwait(false);
        try
        {
            var hasTerminal = tty ?? await HasTerminalAsync(id, response.ContentType, cancel).ConfigureAwait(false);
            return new FrameReader(response.Body, isFramed: !hasTerminal);
        }
        catch
        {
            await response.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Joins a container's streams; wrap it in a <see cref="FrameReader"/> to read.</summary>
    public Task<HijackedStream> AttachContainerAsync(string id, AttachQuery query, CancellationToken cancel = default)
    {
        var target = Target.Of("/containers", id, "/attach").Add("stream", true).Add("stdin", query.Stdin)
            .Add("stdout", query.Stdout).Add("stderr", query.Stderr).Add("logs", query.Logs).Add("detachKeys", query.DetachKeys);
        return HijackAsync(new HttpRequest("POST", target.ToString()), cancel);
    }

    private async ValueTask<bool> HasTerminalAsync(string id, string? contentType, CancellationToken cancel)
    {
        var version = await VersionAsync(cancel).ConfigureAwait(false);
        if (contentType == "application/vnd.docker.multiplexed-stream")
        {
            return false;
        }

        if (ApiVersions.OutputContentType.IsOpen(version) && contentType == "application/vnd.docker.raw-stream")
        {
            return true;
        }

        var container = await InspectContainerAsync(id, cancel: cancel).ConfigureAwait(false);
        return container.Config?.Tty == true;
    }
}
