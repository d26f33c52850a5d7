using System.Text.Json.Serialization;

namespace Compose.Cli.Rendering.Progress;

/// <summary>A line of `--progress json`.</summary>
sealed record ProgressMessage
{
    [JsonPropertyName("dry-run"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DryRun { get; init; }

    [JsonPropertyName("id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    [JsonPropertyName("status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    [JsonPropertyName("text"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    [JsonPropertyName("details"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Details { get; init; }

    [JsonPropertyName("current"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Current { get; init; }

    [JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Total { get; init; }

    [JsonPropertyName("percent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Percent { get; init; }
}

[JsonSerializable(typeof(ProgressMessage))]
sealed partial class ProgressJson : JsonSerializerContext;
