using System.Collections.Immutable;
using Compose.Planning.Context;

namespace Compose.Execution.Converging;

/// <summary>How a project is made to run as its files say.</summary>
public record ConvergeOptions
{
    public ImmutableArray<string> Services { get; init; } = [];
    public bool Start { get; init; } = true;
    public bool Wait { get; init; }
    public TimeSpan? WaitTimeout { get; init; }
    public TimeSpan WaitStable { get; init; }
    public bool Build { get; init; }
    public bool NoBuild { get; init; }
    public string Pull { get; init; } = "policy";

    /// <summary>Every image must be in the lock file.</summary>
    public bool Frozen { get; init; }

    public RecreatePolicy Recreate { get; init; }
    public RecreatePolicy RecreateDependencies { get; init; }
    public bool RenewAnonymousVolumes { get; init; }
    public bool RemoveOrphans { get; init; }
    public bool NoDependencies { get; init; }

    /// <summary>Questions of the planner are answered with yes.</summary>
    public bool Yes { get; init; }

    public TimeSpan? Timeout { get; init; }
    public ImmutableSortedDictionary<string, int> Scale { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>
    /// Services with build and develop sections are built although they have an image: what runs must be what is watched.
    /// </summary>
    public bool BuildsWatched { get; init; }
}
