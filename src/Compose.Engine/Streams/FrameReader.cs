using System.Buffers;
using System.Buffers.Binary;
using Compose.Engine.Errors;

namespace Compose.Engine.Streams;

/// <summary>
/// A container's output as bytes, with the pipe each piece came from. Frames are taken from one buffer without a copy, and a
/// frame larger than the buffer comes in pieces. A terminal's output has no frames; all of it is standard output then.
/// </summary>
public sealed class FrameReader : IAsyncDisposable
{
    private const int HeaderSize = 8;
    private const int BufferSize = 64 * 1024;

    private readonly Stream _stream;
    private readonly bool _isFramed;
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private long _remaining;
    private bool _isFresh;
    private OutputPipe _pipe = OutputPipe.Stdout;

    public FrameReader(Stream stream, bool isFramed)
    {
        _stream = stream;
        _isFramed = isFramed;
    }

    /// <summary>False for a terminal's output.</summary>
    public bool IsFramed => _isFramed;

    /// <summary>
    /// The next piece, or null at the end. Its bytes are valid until the next call. An end in the middle of a frame is an
    /// <see cref="EngineError"/>.
    /// </summary>
    public ValueTask<OutputPiece?> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var piece) ? ValueTask.FromResult<OutputPiece?>(piece) : ReceiveAsync(cancellationToken);

    /// <summary>The next piece of what has been received already; false means that <see cref="ReadAsync"/> has to wait.</summary>
    public bool TryRead(out OutputPiece piece)
    {
        while (_isFramed && _remaining == 0 && _end - _start >= HeaderSize)
        {
            var header = _buffer.AsSpan(_start, HeaderSize);
            _pipe = header[0] is <= (byte)OutputPipe.SystemError && header[1] == 0 && header[2] == 0 && header[3] == 0
                ? (OutputPipe)header[0]
                : throw EngineError.Garbled("reading a container's output", "a frame has no known pipe");
            _remaining = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            _isFresh = true;
            _start += HeaderSize;
        }

        var count = (int)(_isFramed ? Math.Min(_remaining, _end - _start) : _end - _start);
        piece = new OutputPiece(_pipe, _buffer.AsMemory(_start, count), _isFresh && count > 0);
        _start += count;
        _remaining -= _isFramed ? count : 0;
        _isFresh &= count == 0;
        return count > 0;
    }

    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _buffer, null) is { } rented ? CloseAsync(rented) : ValueTask.CompletedTask;

    private async ValueTask<OutputPiece?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(out var piece))
                return piece;
        }

        return _start == _end && _remaining == 0 ? null : throw EngineError.Cut("reading a container's output", null);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);

        // Only part of a header is ever left here: pieces of a frame are handed out as they come.
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    private async ValueTask CloseAsync(byte[] rented)
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
