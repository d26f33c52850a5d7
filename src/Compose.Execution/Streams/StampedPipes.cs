using Compose.Engine;

namespace Compose.Execution.Streams;

/// <summary>
/// One of a container's two pipes with timestamps. The engine cuts long lines into messages and gives each a timestamp: only the first of
/// them belongs to the line.
/// </summary>
internal sealed class StampedPipe
{
    private readonly LineSplitter _lines;
    private readonly bool _keepsStamps;
    private bool _isInLine;
    private int _toSkip;

    public StampedPipe(LogCursor cursor, bool isError, bool keepsStamps)
    {
        _lines = new LineSplitter(line => cursor.Add(isError, line.Span));
        _keepsStamps = keepsStamps;
    }

    public void Add(OutputPiece piece)
    {
        if (piece.StartsFrame)
            _toSkip = _isInLine && !_keepsStamps ? LogCursor.StampLength : 0;
        var skipped = Math.Min(_toSkip, piece.Bytes.Length);
        _toSkip -= skipped;
        var bytes = piece.Bytes[skipped..];
        if (bytes.IsEmpty)
            return;
        _lines.Add(bytes);
        _isInLine = bytes.Span[^1] != (byte)'\n';
    }

    public void Complete() => _lines.Complete();
}
