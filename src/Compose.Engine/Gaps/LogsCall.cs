using Compose.Engine.Streams;
using Compose.Engine.Transport;
using Compose.Engine.Versions;

namespace Compose.Engine.Gaps;

/// <summary>Upstream inspects a container before it reads a log, and its reader fails at an error of the engine between frames.</summary>
public static class LogsCall
{
    /// <summary>
    /// The output of a container. When it is not known whether it has a terminal (<paramref name="tty"/>), the engine's
    /// answer shows it, or the container is inspected.
    /// </summary>
    public static async Task<FrameReader> OpenLogsAsync(
        this EngineClient engine, string id, LogQuery query, bool? tty = null, CancellationToken cancellationToken = default)
    {
        var target = Target.Of("/containers", id, "/logs").Add("stdout", query.Stdout).Add("stderr", query.Stderr)
            .Add("follow", query.Follow).Add("timestamps", query.Timestamps)
            .Add("since", query.Since).Add("until", query.Until).Add("tail", query.Tail);
        var request = new HttpRequest("GET", target.ToString()) { IsBulk = !query.Follow };
        var response = await engine.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var hasTerminal = tty ?? await engine.HasTerminalAsync(id, response.ContentType, cancellationToken).ConfigureAwait(false);
            return new FrameReader(response.Body, isFramed: !hasTerminal);
        }
        catch
        {
            await response.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<bool> HasTerminalAsync(
        this EngineClient engine, string id, string? contentType, CancellationToken cancellationToken)
    {
        var version = await engine.VersionAsync(cancellationToken).ConfigureAwait(false);
        if (contentType == "application/vnd.docker.multiplexed-stream")
            return false;

        if (ApiVersions.OutputContentType.IsOpen(version) && contentType == "application/vnd.docker.raw-stream")
            return true;

        var container = await engine.InspectContainerAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        return container.Config?.Tty == true;
    }
}
