namespace Compose.Files.Model;

/// <summary>A published port. Published may be a range; empty is one that the engine chooses.</summary>
public sealed record Port
{
    public string? Name { get; init; }
    public string? Mode { get; init; }
    public string? HostIp { get; init; }
    public int Target { get; init; }
    public string? Published { get; init; }

    /// <summary>Null if nothing is published; with 0 the engine chooses.</summary>
    public PortRange? HostPorts => Published is { Length: > 0 } text && PortRange.TryParse(text, out var range) ? range : null;

    public string? Protocol { get; init; }
    public string? AppProtocol { get; init; }
}
