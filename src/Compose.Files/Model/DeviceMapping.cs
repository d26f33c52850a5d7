namespace Compose.Files.Model;

/// <summary>A device of the host in the container.</summary>
public sealed record DeviceMapping
{
    public required string Source { get; init; }
    public string? Target { get; init; }
    public string? Permissions { get; init; }
}
