using System.Text.Json.Nodes;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Queries;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    /// <summary>All that the engine tells of one thing; null when it has none of this name.</summary>
    public async Task<JsonObject?> InspectAsync(InspectKind kind, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await (kind switch
            {
                InspectKind.Image => engine.InspectWholeImageAsync(name, cancellationToken),
                InspectKind.Network => engine.InspectWholeNetworkAsync(name, cancellationToken),
                InspectKind.Volume => engine.InspectWholeVolumeAsync(name, cancellationToken),
                _ => engine.InspectWholeContainerAsync(name, cancellationToken),
            });
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // It was removed since the list was made, or never created.
            return null;
        }
    }

    /// <summary>The containers of all projects, because an image is shared by all of them.</summary>
    public Task<IReadOnlyList<ImageUser>> ImageUsersAsync(CancellationToken cancellationToken) =>
        ImageUser.ListAsync(engine, cancellationToken);

    public Task TagAsync(string image, string reference, CancellationToken cancellationToken)
    {
        var (repository, tag) = ImageName.Split(reference);
        return engine.TagImageAsync(image, repository, tag, cancellationToken);
    }
}
