using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Drift;

namespace Compose.Planning;

/// <summary>How `up`, `create`, `scale` and the dependencies of `run` are to be planned: the command line in the planner's words.</summary>
public sealed record UpPolicy
{
    /// <summary>Services named on the command line; empty is all.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    public RecreatePolicy Recreate { get; init; }

    /// <summary>For services that were not named but are needed.</summary>
    public RecreatePolicy RecreateDependencies { get; init; }

    /// <summary>What the image stage would do first; only for a plan that is shown before that stage has run.</summary>
    public ImmutableArray<Step> ImageStage { get; init; } = [];

    /// <summary>-V: new anonymous volumes instead of those of the replaced container.</summary>
    public bool RenewAnonymousVolumes { get; init; }

    /// <summary>False for `create` and --no-start.</summary>
    public bool Start { get; init; } = true;

    /// <summary>--wait: end when everything runs or is healthy.</summary>
    public bool Wait { get; init; }

    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>--wait-stable: for how long a container without a health check has to run before --wait takes it for running.</summary>
    public TimeSpan WaitStable { get; init; }

    public bool RemoveOrphans { get; init; }
    public bool IgnoreOrphans { get; init; }

    /// <summary>-t; null is each container's own.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>Engines before API 1.44 take one endpoint in the create call; the others are connected by steps.</summary>
    public bool OneEndpointOnCreate { get; init; }

    /// <summary>Answers to <see cref="Question"/>s by key.</summary>
    public NamedMap<bool> Answers { get; init; } = NamedMap<bool>.Empty;

    /// <summary>-y: every question is answered with yes.</summary>
    public bool AssumeYes { get; init; }

    /// <summary>What `drift --fix` mends.</summary>
    public DriftRepairs Repairs { get; init; } = DriftRepairs.None;

    public bool IsNamed(string service) => Services.IsEmpty || Services.Contains(service);
}
