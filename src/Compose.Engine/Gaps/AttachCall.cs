using Compose.Engine.Streams;
using Compose.Engine.Transport;

namespace Compose.Engine.Gaps;

/// <summary>Upstream inspects a container before it attaches, and cannot close one direction of the connection.</summary>
public static class AttachCall
{
    /// <summary>Joins a container's streams; wrap it in a <see cref="FrameReader"/> to read.</summary>
    public static Task<HijackedStream> AttachContainerAsync(
        this EngineClient engine, string id, AttachQuery query, CancellationToken cancellationToken = default)
    {
        var target = Target.Of("/containers", id, "/attach").Add("stream", true).Add("stdin", query.Stdin)
            .Add("stdout", query.Stdout).Add("stderr", query.Stderr).Add("logs", query.Logs).Add("detachKeys", query.DetachKeys);
        return engine.HijackAsync(new HttpRequest("POST", target.ToString()), cancellationToken);
    }
}
