namespace Compose.Files.Model;

/// <summary>Windows group managed accounts.</summary>
public sealed record CredentialSpec
{
    public string? Config { get; init; }
    public string? File { get; init; }
    public string? Registry { get; init; }
}
