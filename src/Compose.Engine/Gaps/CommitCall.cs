using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream does not send <c>pause=false</c>, and without it the engine pauses the container.</summary>
public static class CommitCall
{
    /// <summary>Makes an image of the container's file system; <paramref name="changes"/> are Dockerfile instructions.</summary>
    public static Task<CommitContainerChangesResponse> CommitContainerAsync(
        this EngineClient engine, string id, string? repository = null, string? tag = null, string? message = null, string? author = null,
        IReadOnlyList<string>? changes = null, bool pause = true, CancellationToken cancellationToken = default)
    {
        var target = new Target("/commit").Add("container", id).Add("repo", repository).Add("tag", tag)
            .Add("comment", message).Add("author", author).Add("pause", pause ? "true" : "false").Add("changes", changes ?? []);

        // The body overrides settings of the image; none are.
        return engine.ReadAsync(
            new HttpRequest("POST", target.ToString()) { Body = "{}"u8.ToArray(), ContentType = "application/json" },
            GapJson.Default.CommitContainerChangesResponse,
            cancellationToken);
    }
}
