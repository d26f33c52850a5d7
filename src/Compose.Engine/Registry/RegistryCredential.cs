using System.Text.Json.Serialization;

namespace Compose.Engine.Registry;

/// <summary>What opens a registry. Its text form hides everything secret, so that it cannot get into a log by accident.</summary>
public sealed record RegistryCredential
{
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("serveraddress")]
    public string? ServerAddress { get; init; }

    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; init; }

    public override string ToString() => $"credential for {ServerAddress}";
}
