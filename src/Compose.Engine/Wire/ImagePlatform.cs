using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record ImagePlatform
{
    [JsonPropertyName("os")]
    public string Os { get => field ?? ""; init; }

    [JsonPropertyName("architecture")]
    public string Architecture { get => field ?? ""; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }
}
