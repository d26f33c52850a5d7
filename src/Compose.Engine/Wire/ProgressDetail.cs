using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record ProgressDetail
{
    [JsonPropertyName("current")]
    public long? Current { get; init; }

    [JsonPropertyName("total")]
    public long? Total { get; init; }

    /// <summary>Set to <c>s</c> where the numbers are seconds and not bytes.</summary>
    [JsonPropertyName("units")]
    public string? Units { get; init; }
}
