namespace Compose.Execution.Logs;

/// <summary>
/// Cuts a stream of bytes into lines. Lines that lie whole in a piece are handed on as slices of it; only what spans two pieces is copied.
/// </summary>
internal sealed class LineSplitter(Action<ReadOnlyMemory<byte>> onLine)
{
    private byte[] _rest = [];
    private int _length;

    public void Add(ReadOnlyMemory<byte> piece)
    {
        while (piece.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = piece[..end];
            piece = piece[(end + 1)..];
            if (_length > 0)
            {
                Keep(line.Span);
                Flush();
            }
            else
            {
                onLine(Trim(line));
            }
        }

        Keep(piece.Span);
    }

    /// <summary>The end: a last line without a line break is a line.</summary>
    public void Complete()
    {
        if (_length > 0)
            Flush();
    }

    private void Flush()
    {
        onLine(Trim(_rest.AsMemory(0, _length)));
        _length = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _rest.Length)
            Array.Resize(ref _rest, Math.Max(_length + bytes.Length, _rest.Length * 2));
        bytes.CopyTo(_rest.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>A terminal ends its lines with CR LF.</summary>
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line) =>
        line.Length > 0 && line.Span[^1] == (byte)'\r' ? line[..^1] : line;
}
