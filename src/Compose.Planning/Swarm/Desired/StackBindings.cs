using System.Collections.Immutable;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>A config or secret as services refer to it. The id is empty until it is created.</summary>
public sealed record BoundFile(string Name, string Id = "");

/// <summary>The image that nodes run, and the platforms that it exists for.</summary>
public sealed record BoundImage(string Reference, ImmutableArray<SwarmPlatform> Platforms);

/// <summary>
/// What the file refers to by name, as the swarm has it: the ids of networks, configs and secrets, and the digests of images.
/// </summary>
public sealed record StackBindings
{
    /// <summary>By key of the file.</summary>
    public NamedMap<BoundFile> Configs { get; init; } = NamedMap<BoundFile>.Empty;

    public NamedMap<BoundFile> Secrets { get; init; } = NamedMap<BoundFile>.Empty;

    /// <summary>The ids of networks, by name. A network without one is referred to by its name.</summary>
    public NamedMap<string> Networks { get; init; } = NamedMap<string>.Empty;

    /// <summary>By service.</summary>
    public NamedMap<BoundImage> Images { get; init; } = NamedMap<BoundImage>.Empty;

    /// <summary>The kinds of resources that nodes advertise.</summary>
    public ImmutableArray<string> ResourceKinds { get; init; } = [];
}
