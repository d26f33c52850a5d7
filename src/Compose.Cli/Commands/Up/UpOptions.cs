using System.Collections.Immutable;
using Compose.Cli.Commands.Swarm;
using Compose.Planning.Context;

namespace Compose.Cli.Commands.Up;

/// <summary>What `up`, `create` and `scale` were asked for.</summary>
internal sealed record UpOptions
{
    public string Verb { get; init; } = "up";
    public ImmutableArray<string> Services { get; init; } = [];
    public bool Detach { get; init; } = true;
    public bool Start { get; init; } = true;
    public bool Wait { get; init; }
    public TimeSpan? WaitTimeout { get; init; }
    public TimeSpan WaitStable { get; init; }
    public bool Build { get; init; }
    public bool NoBuild { get; init; }
    public string Pull { get; init; } = "policy";
    public bool QuietPull { get; init; }
    public bool QuietBuild { get; init; }
    public bool Frozen { get; init; }
    public RecreatePolicy Recreate { get; init; }
    public RecreatePolicy RecreateDependencies { get; init; }
    public bool RenewAnonymousVolumes { get; init; }
    public bool RemoveOrphans { get; init; }
    public bool NoDependencies { get; init; }
    public bool Yes { get; init; }
    public TimeSpan? Timeout { get; init; }
    public ImmutableSortedDictionary<string, int> Scale { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    public SwarmOptions Swarm { get; init; } = SwarmOptions.None;

    /// <summary>`up --watch`.</summary>
    public bool Watch { get; init; }

    /// <summary>
    /// Services with build and develop sections are built although they have an image: what runs must be what is watched.
    /// </summary>
    public bool BuildsWatched { get; init; }

    /// <summary>The .svg or .json file that shows when each step ran.</summary>
    public string? Timeline { get; init; }

    public AttachOptions Attach { get; init; } = new();
}
