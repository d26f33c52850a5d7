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

    internal static ImagePlatform Read(ref WireCursor at) => at.Object(new ImagePlatform(), static (into, field, ref at) => field switch
    {
        "os" => into with { Os = at.Text() },
        "architecture" => into with { Architecture = at.Text() },
        "variant" => into with { Variant = at.TextOrNull() },
        "os.version" => into with { OsVersion = at.TextOrNull() },
        _ => at.Skip(into),
    });
}
