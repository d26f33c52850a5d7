using System.Collections.Immutable;

namespace Compose.Planning.Drift;

/// <summary>What `drift --fix` has the planner mend beyond what `up` mends by itself.</summary>
public sealed record DriftRepairs
{
    public static readonly DriftRepairs None = new([], []);

    private readonly ILookup<string, DriftFinding> _byContainer;

    /// <summary><paramref name="finished"/>: containers that have ended as they were meant to, and are not started again.</summary>
    public DriftRepairs(ImmutableArray<DriftFinding> findings, ImmutableHashSet<string> finished)
    {
        Finished = finished;
        _byContainer = findings.Where(finding => finding.ContainerId is not null).ToLookup(finding => finding.ContainerId!, StringComparer.Ordinal);
        Networks = [.. findings.Where(finding => finding.Repair == DriftRepair.RecreateNetwork).Select(finding => finding.Network).OfType<string>()];
    }

    public ImmutableHashSet<string> Finished { get; }

    /// <summary>Keys of networks that are made anew.</summary>
    public ImmutableHashSet<string> Networks { get; }

    /// <summary>Why a container has to be made anew; nothing when it may stay.</summary>
    public ImmutableArray<Reason> Recreate(string container)
    {
        var changes = Of(container, DriftRepair.Recreate)
            .Select(finding => new AttributeChange(finding.Path, finding.Found, finding.Declared, finding.Where)).ToImmutableArray();
        return changes.IsEmpty ? [] : [new Reason(ReasonCode.Drift) { Changes = changes }];
    }

    public bool Renames(string container) => Of(container, DriftRepair.Rename).Any();

    public bool Reconnects(string container, string network) => Of(container, DriftRepair.Reconnect).Any(finding => finding.Network == network);

    /// <summary>Networks that the container has no business in.</summary>
    public IEnumerable<string> Disconnects(string container) => Of(container, DriftRepair.Disconnect).Select(finding => finding.Network!);

    private IEnumerable<DriftFinding> Of(string container, DriftRepair repair) => _byContainer[container].Where(finding => finding.Repair == repair);
}
