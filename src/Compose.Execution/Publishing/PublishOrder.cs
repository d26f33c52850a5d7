using System.Collections.Immutable;
using Compose.Host;

namespace Compose.Execution.Publishing;

/// <summary>What is written into a registry, and where.</summary>
public sealed class PublishOrder
{
    /// <summary>REPOSITORY[:TAG].</summary>
    public required string Target { get; init; }

    public required ImmutableArray<PublishedFile> Files { get; init; }

    /// <summary>The version of Docker Compose that is written into the annotations.</summary>
    public required string Version { get; init; }

    /// <summary>1.0 or 1.1; empty is 1.1, or 1.0 where the registry does not take that.</summary>
    public string OciVersion { get; init; } = "";

    /// <summary>The images that are copied into the repository.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Gets a line for what takes its time.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    public required ProcessEnvironment Environment { get; init; }
    public IReadOnlyCollection<string> InsecureRegistries { get; init; } = [];
}
