using System.Text;

namespace Compose.Ui.Screens;

/// <summary>Keys by name: a letter as it is, and the others as `up`, `page-down`, `enter`.</summary>
internal static class ScreenKeys
{
    private const byte Escape = 0x1b;

    private static readonly (string Bytes, string Name)[] Sequences =
    [
        ("[A", "up"), ("[B", "down"), ("OA", "up"), ("OB", "down"), ("[5~", "page-up"), ("[6~", "page-down"),
        ("[H", "home"), ("[F", "end"), ("[1~", "home"), ("[4~", "end"),
    ];

    /// <summary>The keys of one read. An escape byte alone is the key Escape; a sequence that is not known is left out.</summary>
    public static IEnumerable<string> Of(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var (key, length) = First(bytes.Span);
            bytes = bytes[length..];
            if (key is not null)
                yield return key;
        }
    }

    private static (string? Key, int Length) First(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == Escape && bytes.Length > 1)
        {
            var rest = Encoding.Latin1.GetString(bytes[1..]);
            foreach (var (sequence, name) in Sequences)
                if (rest.StartsWith(sequence, StringComparison.Ordinal))
                    return (name, sequence.Length + 1);
            var end = rest.AsSpan(1).IndexOfAnyInRange('@', '~');
            return (null, end < 0 ? bytes.Length : end + 3);
        }

        switch (bytes[0])
        {
            case Escape:
                return ("escape", 1);
            case (byte)'\r' or (byte)'\n':
                return ("enter", 1);
            case 0x7f or 0x08:
                return ("backspace", 1);
            case 0x03:
                return ("interrupt", 1);
            case 0x04:
                return ("half-down", 1);
            case 0x15:
                return ("half-up", 1);
            case < 0x20:
                return (null, 1);
            default:
                return Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done
                    ? (rune.ToString(), length) : (null, length);
        }
    }
}
