using System.Runtime.InteropServices;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Bytes of a file to text: UTF-8, or UTF-16 where its byte order mark says so. The mark is no part of the text.</summary>
public static class SourceDecoder
{
    /// <summary>Adds a file to the sources; bytes that are no text are a diagnostic and become U+FFFD.</summary>
    public static SourceText AddBytes(this SourceSet sources, string name, string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return AddUtf16(sources, name, path, bytes[2..], bigEndian: bytes[0] == 0xFE, diagnostics);
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        var source = sources.Add(name, path, Encoding.UTF8.GetString(bytes));
        var valid = Utf8Check.ValidLength(bytes, out var problem);
        if (problem is not null)
            diagnostics.Add(YamlProblems.NotText(new SourceSpan(source.Id, Encoding.UTF8.GetCharCount(bytes[..valid]), 1), problem,
                "UTF-8"));
        return source;
    }

    private static SourceText AddUtf16(SourceSet sources, string name, string path, ReadOnlySpan<byte> bytes, bool bigEndian,
        DiagnosticBag diagnostics)
    {
        var source = sources.Add(name, path, new UnicodeEncoding(bigEndian, byteOrderMark: false).GetString(bytes));
        var units = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (var i = 0; i < units.Length; i++)
        {
            var unit = Unit(units[i]);
            if (!char.IsSurrogate(unit))
                continue;
            if (char.IsHighSurrogate(unit) && i + 1 < units.Length && char.IsLowSurrogate(Unit(units[i + 1])))
            {
                i++;
                continue;
            }

            diagnostics.Add(YamlProblems.NotText(new SourceSpan(source.Id, i, 1), char.IsLowSurrogate(unit)
                ? "unexpected low surrogate area" : "incomplete UTF-16 surrogate pair", "UTF-16"));
            return source;
        }

        if (bytes.Length % 2 != 0)
            diagnostics.Add(YamlProblems.NotText(new SourceSpan(source.Id, units.Length, 1), "incomplete UTF-16 character", "UTF-16"));
        return source;

        char Unit(ushort raw) =>
            (char)(bigEndian == BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(raw) : raw);
    }
}
