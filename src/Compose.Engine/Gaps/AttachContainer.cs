using Compose.Engine.Transport;

namespace Compose.Engine;

/// <summary>Upstream inspects a container before it attaches, and cannot close one direction of the connection.</summary>
public sealed partial class EngineClient
{
    /// <summary>Joins a container's streams; wrap it in a <see cref="FrameReader"/> to read.</summary>
    public Task<HijackedStream> AttachContainerAsync(string id, AttachQuery query, CancellationToken cancellationToken = default)
    {
        var target = Target.Of("/containers", id, "/attach").Add("stream", true).Add("stdin", query.Stdin)
            .Add("stdout", query.Stdout).Add("stderr", query.Stderr).Add("logs", query.Logs).Add("detachKeys", query.DetachKeys);
        return HijackAsync(new HttpRequest("POST", target.ToString()), cancellationToken);
    }
}
