using System.Text.Json;

namespace Compose.Engine.Wire;

/// <summary>
/// The texts that were read last: what is said again is not made again. Names of fields, keys of labels and many of their values are the same
/// for all containers of a project.
/// </summary>
internal sealed class RecentTexts
{
    private const int Places = 256;

    /// <summary>What is longer is an id, a digest or a list of attributes, and seldom said twice.</summary>
    private const int Longest = 128;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text, or the name of a field, that the reader is at.</summary>
    public string Read(ref Utf8JsonReader json)
    {
        var bytes = json.ValueSpan;
        if (bytes.IsEmpty)
            return "";
        if (bytes.Length > Longest || json.ValueIsEscaped)
            return Make(ref json);
        ref var recent = ref _texts[Place(bytes)];
        if (recent is null || !json.ValueTextEquals(recent))
            recent = Make(ref json);
        return recent;
    }

    private static string Make(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: the reader says it in another way than all else that is wrong with a text.
            throw new JsonException($"there is a text that is no Unicode, at byte {json.TokenStartIndex}");
        }
    }

    private static int Place(ReadOnlySpan<byte> bytes)
    {
        // FNV-1a: one multiplication for each byte, and short texts that differ in one letter fall apart.
        var hash = 2166136261;
        foreach (var letter in bytes)
            hash = (hash ^ letter) * 16777619;
        return (int)((hash ^ (hash >> 16)) % Places);
    }
}
