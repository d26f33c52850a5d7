using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

/// <summary>A file or folder in a container.</summary>
public sealed record PathStat
{
    // The two type bits of the engine's file modes that matter here; it numbers them as Go does, not as Unix does.
    private const uint FolderBit = 1u << 31;
    private const uint LinkBit = 1u << 27;

    [JsonPropertyName("name")]
    public string Name { get => field ?? ""; init; }

    [JsonPropertyName("size")]
    public long Size { get; init; }

    [JsonPropertyName("mode")]
    public uint Mode { get; init; }

    [JsonPropertyName("mtime")]
    public string ModifiedAt { get => field ?? ""; init; }

    [JsonPropertyName("linkTarget")]
    public string LinkTarget { get => field ?? ""; init; }

    [JsonIgnore]
    public bool IsDirectory => (Mode & FolderBit) != 0;

    [JsonIgnore]
    public bool IsLink => (Mode & LinkBit) != 0;

    /// <summary>The nine Unix permission bits.</summary>
    [JsonIgnore]
    public uint Permissions => Mode & 0b111_111_111;
}
