namespace Compose.Files.Model;

/// <summary>A published port. Published may be a range; empty is one that the engine chooses.</summary>
public sealed record Port
{
    public string? Name { get; init; }
    public string? Mode { get; init; }
    public string? HostIp { get; init; }
    public int Target { get; init; }
    public string? Published { get; init; }
    public string? Protocol { get; init; }
    public string? AppProtocol { get; init; }
}
