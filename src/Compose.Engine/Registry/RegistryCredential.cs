using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Engine.Gaps;

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

    /// <summary>As the engine wants it in a header.</summary>
    internal string ToHeader() => Base64(JsonSerializer.SerializeToUtf8Bytes(this, GapJson.Default.RegistryCredential));

    internal static string Base64(byte[] json) => Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}
