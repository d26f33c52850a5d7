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

    internal static ImageManifestDescriptor Read(ref WireCursor at) => at.Object(new ImageManifestDescriptor(), static (into, field, ref at) => field switch
    {
        "mediaType" => into with { MediaType = at.Text() },
        "digest" => into with { Digest = at.Text() },
        "size" => into with { Size = at.Number() },
        "platform" => into with { Platform = at.Optional(ImagePlatform.Read) },
        _ => at.Skip(into),
    });
}
