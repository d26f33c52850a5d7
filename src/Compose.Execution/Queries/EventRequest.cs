using System.Collections.Immutable;

namespace Compose.Execution.Queries;

/// <summary>
/// Which happenings of a project are wanted. Times in the engine's words; kinds are container, network, volume and image.
/// </summary>
public sealed record EventRequest
{
    public ImmutableArray<string> Services { get; init; } = [];
    public ImmutableArray<string> Kinds { get; init; } = ["container"];
    public string? Since { get; init; }
    public string? Until { get; init; }
}
