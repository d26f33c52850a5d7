namespace Compose.Files.Model;

/// <summary>A service's use of a config or secret. No target is the default place; no mode is 0444.</summary>
public sealed record FileReference
{
    public required string Source { get; init; }
    public string? Target { get; init; }
    public string? Uid { get; init; }
    public string? Gid { get; init; }
    public int? Mode { get; init; }
}
