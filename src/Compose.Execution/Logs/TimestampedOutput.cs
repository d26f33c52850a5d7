using Compose.Engine.Streams;

namespace Compose.Execution.Logs;

/// <summary>
/// A container's two pipes, cut into lines. The engine cuts long lines into messages and gives each a timestamp, if it gives any: only the
/// first of them belongs to the line.
/// </summary>
internal sealed class TimestampedOutput(bool isStamped, Action<bool, ReadOnlyMemory<byte>> onLine)
{
    private readonly Pipe _output = new(isStamped, line => onLine(false, line));
    private readonly Pipe _error = new(isStamped, line => onLine(true, line));

    public void Add(OutputPiece piece) => (piece.Pipe == OutputPipe.Stderr ? _error : _output).Add(piece);

    public void Complete()
    {
        _output.Complete();
        _error.Complete();
    }

    private sealed class Pipe(bool isStamped, Action<ReadOnlyMemory<byte>> onLine)
    {
        private readonly LineSplitter _lines = new(onLine);
        private bool _isInLine;
        private int _toSkip;

        public void Add(OutputPiece piece)
        {
            if (piece.StartsFrame)
                _toSkip = _isInLine && isStamped ? LogTimestamp.Length : 0;
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
}
