namespace Compose.Engine.Wire;

/// <summary>A mount as it is in a container.</summary>
public sealed record MountPoint
{
    public string Type { get => field ?? ""; init; }

    /// <summary>The volume's name; empty for other types.</summary>
    public string Name { get => field ?? ""; init; }

    public string Source { get => field ?? ""; init; }
    public string Destination { get => field ?? ""; init; }
    public string Driver { get => field ?? ""; init; }
    public string Mode { get => field ?? ""; init; }
    public bool RW { get; init; }
    public string Propagation { get => field ?? ""; init; }
}
