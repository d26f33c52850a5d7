using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compose.Planning.Timelines;

/// <summary>A timeline as JSON (schemas/timeline.schema.json).</summary>
public static class TimelineJson
{
    public static string Of(TimelineDocument timeline) =>
        JsonSerializer.Serialize(timeline, TimelineJsonContext.Default.TimelineDocument) + "\n";

    /// <summary>Null for anything else.</summary>
    public static TimelineDocument? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TimelineJsonContext.Default.TimelineDocument);
        }
        catch (JsonException)
        {
            // A file that was cut off, or of another version.
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TimelineDocument))]
internal sealed partial class TimelineJsonContext : JsonSerializerContext;
