using Compose.Engine.Streams;
using Compose.Engine.Transport;
using Compose.Engine.Versions;

namespace Compose.Engine.Gaps;

/// <summary>Upstream has no logs of single tasks, and its reader fails at an error of the engine between frames.</summary>
public static class TaskLogsCall
{
    /// <summary>
    /// The output of all tasks of a service. With <paramref name="details"/> each line begins with the ids of its node, service and task.
    /// Where a node does not answer, the engine ends the stream with a warning in <see cref="OutputPipe.SystemError"/>.
    /// </summary>
    public static Task<FrameReader> OpenServiceLogsAsync(
        this EngineClient engine, string id, LogQuery query, bool details = false, CancellationToken cancellationToken = default) =>
        engine.OpenAsync("/services", id, query, details, cancellationToken);

    /// <summary>The output of one task, also after its end.</summary>
    public static Task<FrameReader> OpenTaskLogsAsync(
        this EngineClient engine, string id, LogQuery query, bool details = false, CancellationToken cancellationToken = default) =>
        engine.OpenAsync("/tasks", id, query, details, cancellationToken);

    private static async Task<FrameReader> OpenAsync(
        this EngineClient engine, string collection, string id, LogQuery query, bool details, CancellationToken cancellationToken)
    {
        var target = Target.Of(collection, id, "/logs").Add("stdout", query.Stdout).Add("stderr", query.Stderr)
            .Add("follow", query.Follow).Add("timestamps", query.Timestamps).Add("since", query.Since).Add("tail", query.Tail)
            .Add("details", details);
        var response = await engine.SendAsync(
            new HttpRequest("GET", target.ToString()) { IsBulk = !query.Follow }, cancellationToken).ConfigureAwait(false);
        try
        {
            var hasTerminal = await engine.HasTerminalAsync(collection, id, response.ContentType, cancellationToken).ConfigureAwait(false);
            return new FrameReader(response.Body, isFramed: !hasTerminal);
        }
        catch
        {
            await response.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<bool> HasTerminalAsync(
        this EngineClient engine, string collection, string id, string? contentType, CancellationToken cancellationToken)
    {
        if (ApiVersions.OutputContentType.IsOpen(await engine.VersionAsync(cancellationToken).ConfigureAwait(false)))
            return contentType == "application/vnd.docker.raw-stream";
        var task = collection == "/tasks"
            ? (await engine.InspectTaskAsync(id, cancellationToken).ConfigureAwait(false)).Spec
            : (await engine.InspectServiceAsync(id, cancellationToken).ConfigureAwait(false)).Spec?.TaskTemplate;
        return task?.ContainerSpec?.TTY == true;
    }
}
