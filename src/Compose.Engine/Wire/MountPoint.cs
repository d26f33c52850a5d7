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

    internal static MountPoint Read(ref WireCursor at) => at.Object(new MountPoint(), static (into, field, ref at) => field switch
    {
        "Type" => into with { Type = at.Text() },
        "Name" => into with { Name = at.Text() },
        "Source" => into with { Source = at.Text() },
        "Destination" => into with { Destination = at.Text() },
        "Driver" => into with { Driver = at.Text() },
        "Mode" => into with { Mode = at.Text() },
        "RW" => into with { RW = at.Flag() },
        "Propagation" => into with { Propagation = at.Text() },
        _ => at.Skip(into),
    });
}
