using System.Collections.Immutable;

namespace Compose.Execution.Facts;

/// <summary>The engine as `info` shows it.</summary>
public sealed record EngineFacts
{
    public required string Name { get; init; }

    /// <summary>Docker or Podman, with its version.</summary>
    public required string Product { get; init; }

    /// <summary>The version of the API that is spoken: the newest that both sides know.</summary>
    public required string Api { get; init; }

    public required string NewestApi { get; init; }
    public string System { get; init; } = "";
    public string Kernel { get; init; } = "";
    public string Platform { get; init; } = "";
    public string StorageDriver { get; init; } = "";
    public string Folder { get; init; } = "";
    public long Processors { get; init; }
    public long Memory { get; init; }

    /// <summary>Bytes that are free where the engine keeps images and volumes; null when that is another machine.</summary>
    public long? FreeSpace { get; init; }

    /// <summary>The state of the node in a swarm: inactive, active, …</summary>
    public string Swarm { get; init; } = "";

    public ImmutableArray<Capability> Capabilities { get; init; } = [];
}
