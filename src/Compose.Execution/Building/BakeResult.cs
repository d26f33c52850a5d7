using System.Collections.Immutable;
using System.Text.Json;

namespace Compose.Execution.Building;

/// <summary>What a bake came to: the services that it has results for, or why it failed.</summary>
internal sealed record BakeResult
{
    public ImmutableHashSet<string> Built { get; init; } = [];
    public string? Failure { get; init; }

    /// <summary>Whose image it failed on, where buildx says so.</summary>
    public string? FailedService { get; init; }

    public ImmutableArray<string> Details { get; init; } = [];

    public static BakeResult Of(JsonDocument? metadata, BakeFile file)
    {
        if (metadata is null)
            return new BakeResult();
        using (metadata)
            return new BakeResult { Built = [.. file.Targets.Where(target => metadata.RootElement.TryGetProperty(target.Value, out _)).Select(target => target.Key)] };
    }
}
