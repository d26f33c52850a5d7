using System.Globalization;

namespace Compose.Files.Yaml;

/// <summary>A collection that is being read: where it begins, and which of its values is next.</summary>
internal readonly record struct OpenCollection(int Start, bool IsFlow, bool IsSequence)
{
    /// <summary>The key of the value, or the index of the item; both null while a key is read.</summary>
    public string? Key { get; init; }
    public int? Index { get; init; }

    public string? Name => Key ?? Index?.ToString(CultureInfo.InvariantCulture);

    /// <summary>As a part of a path: `.key` or `[0]`.</summary>
    public string Step => Index is { } index ? $"[{index}]" : Key is null ? "" : $".{Key}";
}
