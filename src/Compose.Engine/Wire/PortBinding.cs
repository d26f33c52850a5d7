namespace Compose.Engine.Wire;

public sealed record PortBinding
{
    public string? HostIp { get; init; }

    /// <summary>A port, a range from which the engine picks, or empty for any.</summary>
    public string? HostPort { get; init; }
}
