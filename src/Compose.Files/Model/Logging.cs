namespace Compose.Files.Model;

/// <summary>The log driver and its options.</summary>
public sealed record Logging
{
    public string? Driver { get; init; }
    public NamedMap<string> Options { get; init; } = NamedMap<string>.Empty;
}
