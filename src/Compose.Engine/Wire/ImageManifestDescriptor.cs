using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

/// <summary>What content a container or a list of platforms points at.</summary>
public sealed record ImageManifestDescriptor
{
    [JsonPropertyName("mediaType")]
    public string MediaType { get => field ?? ""; init; }

    [JsonPropertyName("digest")]
    public string Digest { get => field ?? ""; init; }

    [JsonPropertyName("size")]
    public long Size { get; init; }

    [JsonPropertyName("platform")]
    public ImagePlatform? Platform { get; init; }
}
