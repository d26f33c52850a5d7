using System.Collections.Immutable;
using Compose.Planning.Attributes;
using Compose.Planning.Plans;

namespace Compose.Planning.Drift;

/// <summary>Repairs that `drift --fix` requests beyond those that `up` makes.</summary>
public sealed record DriftRepairs
{
    public static readonly DriftRepairs None = new([], []);

    private readonly ILookup<string, DriftFinding> _byContainer;

    /// <summary><paramref name="finished"/>: containers that have completed as intended, and are not started again.</summary>
    public DriftRepairs(ImmutableArray<DriftFinding> findings, ImmutableHashSet<string> finished)
    {
        Finished = finished;
        _byContainer = findings
            .Where(finding => finding.ContainerId is not null).ToLookup(finding => finding.ContainerId!, StringComparer.Ordinal);
        Networks = [.. findings.Where(finding => finding.Repair == DriftRepair.RecreateNetwork).Select(finding => finding.Network)
            .OfType<string>()];
    }

    public ImmutableHashSet<string> Finished { get; }

    /// <summary>Keys of networks to recreate.</summary>
    public ImmutableHashSet<string> Networks { get; }

    /// <summary>Why a container is recreated; empty if it is kept.</summary>
    public ImmutableArray<Reason> Recreate(string container)
    {
        var changes = Of(container, DriftRepair.Recreate)
            .Select(finding => new AttributeChange(finding.Path, finding.Found, finding.Declared, finding.Where)).ToImmutableArray();
        return changes.IsEmpty ? [] : [new Reason(ReasonCode.Drift) { Changes = changes }];
    }

    public bool Renames(string container) => Of(container, DriftRepair.Rename).Any();

    public bool Reconnects(string container, string network) =>
        Of(container, DriftRepair.Reconnect).Any(finding => finding.Network == network);

    /// <summary>Networks to disconnect the container from.</summary>
    public IEnumerable<string> Disconnects(string container) => Of(container, DriftRepair.Disconnect).Select(finding => finding.Network!);

    private IEnumerable<DriftFinding> Of(string container, DriftRepair repair) =>
        _byContainer[container].Where(finding => finding.Repair == repair);
}
