using Compose.Engine;
using Compose.Planning.Naming;

namespace Compose.Execution.Queries;

/// <summary>A container of whatever project, and the image that it was created from.</summary>
public sealed record ImageUser(string ImageId, string Container, string? Project)
{
    internal static async Task<IReadOnlyList<ImageUser>> ListAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(all: true, cancellationToken: cancellationToken);
        return [.. containers.Select(container => new ImageUser(
            container.ImageID, container.Names?.FirstOrDefault()?.TrimStart('/') ?? container.ID[..12],
            container.Labels?.TryGetValue(LabelNames.Project, out var project) == true ? project : null))];
    }
}
