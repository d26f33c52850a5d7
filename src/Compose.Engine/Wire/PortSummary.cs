namespace Compose.Engine.Wire;

/// <summary>A port of a container, and where it is published; 0 is not published.</summary>
public sealed record PortSummary
{
    public string IP { get; init; } = "";
    public int PrivatePort { get; init; }
    public int PublicPort { get; init; }
    public string Type { get; init; } = "";

    internal static PortSummary Read(ref WireCursor at) => at.Object(new PortSummary(), static (into, field, ref at) => field switch
    {
        "IP" => into with { IP = at.Text() },
        "PrivatePort" => into with { PrivatePort = at.Port() },
        "PublicPort" => into with { PublicPort = at.Port() },
        "Type" => into with { Type = at.Text() },
        _ => at.Skip(into),
    });
}
