using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Drift;
using Compose.Planning.Plans;

namespace Compose.Planning.Context;

/// <summary>The options of `up`, `create`, `scale` and the dependencies of `run`.</summary>
public sealed record UpPolicy
{
    /// <summary>Services named on the command line; empty is all.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    public RecreatePolicy Recreate { get; init; }

    /// <summary>For services that are not named but needed as dependencies.</summary>
    public RecreatePolicy RecreateDependencies { get; init; }

    /// <summary>The pulls and builds that come first; only for a plan that is shown before they have run.</summary>
    public ImmutableArray<Step> ImageStage { get; init; } = [];

    /// <summary>Services whose providers have been run before, so that their variables are in the project.</summary>
    public ImmutableHashSet<string> Provided { get; init; } = [];

    /// <summary>-V: new anonymous volumes instead of those of the replaced container.</summary>
    public bool RenewAnonymousVolumes { get; init; }

    /// <summary>False for `create` and --no-start.</summary>
    public bool Start { get; init; } = true;

    /// <summary>--wait: the plan ends when everything runs or is healthy.</summary>
    public bool Wait { get; init; }

    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>--wait-stable: how long a container without a health check has to run before --wait counts it as running.</summary>
    public TimeSpan WaitStable { get; init; }

    public bool RemoveOrphans { get; init; }
    public bool IgnoreOrphans { get; init; }

    /// <summary>-t; null is each container's own.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>Engines before API 1.44 take one endpoint in the create call; the others are connected by steps.</summary>
    public bool OneEndpointOnCreate { get; init; }

    /// <summary>Answers to <see cref="Question"/>s by key.</summary>
    public NamedMap<bool> Answers { get; init; } = NamedMap<bool>.Empty;

    /// <summary>-y: answers every question with yes.</summary>
    public bool AssumeYes { get; init; }

    /// <summary>Repairs of `drift --fix`.</summary>
    public DriftRepairs Repairs { get; init; } = DriftRepairs.None;

    public bool IsNamed(string service) => Services.IsEmpty || Services.Contains(service);
}
