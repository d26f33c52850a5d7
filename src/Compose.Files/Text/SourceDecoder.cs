using System.Buffers;
using System.Text;
using Compose.Files.Diagnostics;

namespace Compose.Files.Text;

/// <summary>Bytes of a file to text: UTF-8, or UTF-16 where its byte order mark says so.</summary>
public static class SourceDecoder
{
    /// <summary>Adds a file to the sources; bytes that are no text are a diagnostic and become U+FFFD.</summary>
    public static SourceText AddBytes(this SourceSet sources, string name, string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes.Length >= 2 && Utf16(bytes) is { } encoding)
            return sources.Add(name, path, encoding.GetString(bytes));
        var valid = ValidLength(bytes);
        var source = sources.Add(name, path, Encoding.UTF8.GetString(bytes));
        if (valid < bytes.Length)
            diagnostics.Add(YamlProblems.NotUtf8(new SourceSpan(source.Id, Encoding.UTF8.GetCharCount(bytes[..valid]), 1)));
        return source;
    }

    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1]) switch
    {
        (0xFF, 0xFE) => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        (0xFE, 0xFF) => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] < 0x80)
            {
                var ascii = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (ascii < 0)
                    return bytes.Length;
                at += ascii;
            }

            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) != OperationStatus.Done)
                return at;
            at += length;
        }

        return bytes.Length;
    }
}
