using System.Collections.Immutable;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>How a spec names an image: in its familiar form, with the digest if a registry has told it.</summary>
public static class ServiceImage
{
    public static string Name(string image) => image.Length == 0 ? image : ImageReference.Familiar(image);

    public static BoundImage Resolved(string image, string digest, IEnumerable<SwarmPlatform> platforms) =>
        new(image.Contains('@', StringComparison.Ordinal) ? Name(image) : $"{Name(image)}@{digest}", platforms.ToImmutableArray());
}
