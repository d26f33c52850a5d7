using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Compose.Files.Yaml;

/// <summary>Where bytes stop being UTF-8, and why in the words of the reference implementation's reader.</summary>
internal static class Utf8Check
{
    private const int Surrogates = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int LastRune = 0x10FFFF;

    /// <summary>How many bytes are well formed; <paramref name="problem"/> is null when all are.</summary>
    public static int ValidLength(ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        if (Utf8.IsValid(bytes))
            return bytes.Length;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        problem = Problem(bytes[at..]);
        return at;
    }

    private static string Problem(ReadOnlySpan<byte> rest)
    {
        var width = BitOperations.LeadingZeroCount((uint)(byte)~rest[0]) - 24;
        if (width is < 2 or > 4)
            return "invalid leading UTF-8 octet";
        if (width > rest.Length)
            return "incomplete UTF-8 octet sequence";
        var value = rest[0] & (0x7F >> width);
        foreach (var octet in rest[1..width])
        {
            if ((octet & 0xC0) != 0x80)
                return "invalid trailing UTF-8 octet";
            value = (value << 6) | (octet & 0x3F);
        }

        return value is > LastRune or (>= Surrogates and <= LastSurrogate) ? "invalid Unicode character"
            : "invalid length of a UTF-8 sequence";
    }
}
