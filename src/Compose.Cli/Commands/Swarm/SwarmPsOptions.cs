using System.Collections.Immutable;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What `ps` was asked for.</summary>
internal sealed record SwarmPsOptions
{
    public ImmutableArray<string> Services { get; init; } = [];
    public bool All { get; init; }
    public string Format { get; init; } = "";
    public ImmutableArray<string> Statuses { get; init; } = [];
    public bool NoTrunc { get; init; }
    public bool Quiet { get; init; }
    public bool OnlyServices { get; init; }
    public bool ByNode { get; init; }

    /// <summary>Each task is followed by those that ran in its place before.</summary>
    public bool WithHistory { get; init; }
}
