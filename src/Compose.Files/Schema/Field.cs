using System.Collections.Immutable;

namespace Compose.Files.Schema;

/// <summary>
/// One row of the table: an attribute of a mapping. Rows stand in the order in which `config` prints them and the config hash reads them.
/// </summary>
public sealed record Field(string Name, ValueSchema Schema, string Description)
{
    public Printed Printed { get; init; }

    /// <summary>How JSON output calls it, where that differs.</summary>
    public string? JsonName { get; init; }

    /// <summary>A mapping without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Docker Compose 2.40 does not know it.</summary>
    public bool SinceV5 { get; init; }

    /// <summary>Said but better not: what to write instead.</summary>
    public string? Deprecated { get; init; }

    /// <summary>A change of it changes the config hash.</summary>
    public bool InHash { get; init; } = true;

    /// <summary>
    /// The labels of a container remember it, so that a plan can name its change. What is not in the hash is not remembered either.
    /// </summary>
    public bool Remembered
    {
        get => field && InHash;
        init;
    } = true;

    /// <summary>The order of its items means nothing.</summary>
    public bool Unordered { get; init; }

    /// <summary>What a swarm does with it.</summary>
    public SwarmUse Swarm { get; init; }

    /// <summary>It has no counterpart on Kubernetes; of other attributes single values may have none.</summary>
    public bool NoKubernetes { get; init; }

    /// <summary>One engine has no use for it, and Docker Compose ignores it there too; `up` warns of it.</summary>
    public bool NoEffectOnEngine { get; init; }

    /// <summary>Values of <see cref="NoEffectOnEngine"/> that describe what one engine does anyway: they need no warning.</summary>
    public ImmutableArray<string> EngineWords { get; init; } = [];

    /// <summary>The first version of the Engine API that supports it.</summary>
    public Version? Since { get; init; }

    /// <summary>Only these values need <see cref="Since"/>; empty for all.</summary>
    public ImmutableArray<string> SinceWords { get; init; } = [];
}
