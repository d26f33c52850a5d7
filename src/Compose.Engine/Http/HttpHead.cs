using System.Buffers.Text;
using System.Text;

namespace Compose.Engine.Http;

/// <summary>Status line and header fields of an answer. Fields are looked up in the bytes: few are, out of a dozen.</summary>
internal sealed class HttpHead
{
    private readonly byte[] text;

    private HttpHead(int status, byte[] text)
    {
        Status = status;
        this.text = text;
    }

    internal int Status { get; }

    /// <summary>Reads a head that ends with its empty line; null when it is not one.</summary>
    internal static HttpHead? Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        return end >= 12
            && head.StartsWith("HTTP/1."u8)
            && head[8] == (byte)' '
            && Utf8Parser.TryParse(head[9..12], out int status, out var used)
            && used == 3
            ? new HttpHead(status, head[(end + 2)..].ToArray())
            : null;
    }

    internal bool IsChunked => Has("Transfer-Encoding"u8, "chunked"u8);

    internal bool ClosesConnection => Has("Connection"u8, "close"u8);

    internal long? ContentLength =>
        Utf8Parser.TryParse(Find("Content-Length"u8), out long length, out var used) && used > 0 && length >= 0 ? length : null;

    internal string? this[ReadOnlySpan<byte> name] => Find(name) is { IsEmpty: false } value ? Encoding.UTF8.GetString(value) : null;

    internal bool Has(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(Find(name), value);

    private ReadOnlySpan<byte> Find(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = text;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf("\r\n"u8);
            var line = end < 0 ? rest : rest[..end];
            if (line.Length > name.Length && line[name.Length] == (byte)':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return line[(name.Length + 1)..].Trim(" \t"u8);
            }

            rest = end < 0 ? default : rest[(end + 2)..];
        }

        return default;
    }
}
