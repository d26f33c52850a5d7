using System.Buffers;
using System.Text;

namespace Compose.Files.Text;

/// <summary>Text into a buffer as UTF-8, remembering the last byte so that a writer knows whether a line is open.</summary>
internal sealed class Utf8Output(IBufferWriter<byte> buffer)
{
    public byte Last { get; private set; } = (byte)'\n';

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        buffer.Write(bytes);
        Last = bytes[^1];
    }

    public void Write(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
        Last = value;
    }

    /// <summary>Half a surrogate pair becomes U+FFFD.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        var space = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, space);
        Last = space[length - 1];
        buffer.Advance(length);
    }

    public void Spaces(int count)
    {
        if (count <= 0)
            return;
        buffer.GetSpan(count)[..count].Fill((byte)' ');
        buffer.Advance(count);
        Last = (byte)' ';
    }
}
