using System.Buffers;
using System.Buffers.Binary;

namespace Compose.Engine;

/// <summary>
/// A container's output as bytes, with the pipe each piece came from. Frames are taken from one buffer without a copy, and a
/// frame larger than the buffer comes in pieces. A terminal's output has no frames; all of it is standard output then.
/// </summary>
public sealed class FrameReader : IAsyncDisposable
{
    private const int HeaderSize = 8;
    private const int BufferSize = 64 * 1024;

    private readonly Stream stream;
    private readonly bool isFramed;
    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int start;
    private int end;
    private long remaining;
    private bool isFresh;
    private OutputPipe pipe = OutputPipe.Stdout;

    public FrameReader(Stream stream, bool isFramed)
    {
        this.stream = stream;
        this.isFramed = isFramed;
    }

    /// <summary>False for a terminal's output.</summary>
    public bool IsFramed => isFramed;

    /// <summary>
    /// The next piece, or null at the end. Its bytes are valid until the next call. An end in the middle of a frame is an
    /// <see cref="EngineError"/>.
    /// </summary>
    public ValueTask<OutputPiece?> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var piece) ? ValueTask.FromResult<OutputPiece?>(piece) : ReceiveAsync(cancellationToken);

    /// <summary>The next piece of what has been received already; false means that <see cref="ReadAsync"/> has to wait.</summary>
    public bool TryRead(out OutputPiece piece)
    {
        while (isFramed && remaining == 0 && end - start >= HeaderSize)
        {
            var header = buffer.AsSpan(start, HeaderSize);
            pipe = header[0] is <= (byte)OutputPipe.SystemError && header[1] == 0 && header[2] == 0 && header[3] == 0
                ? (OutputPipe)header[0]
                : throw EngineError.Garbled("reading a container's output", "a frame has no known pipe");
            remaining = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            isFresh = true;
            start += HeaderSize;
        }

        var count = (int)(isFramed ? Math.Min(remaining, end - start) : end - start);
        piece = new OutputPiece(pipe, buffer.AsMemory(start, count), isFresh && count > 0);
        start += count;
        remaining -= isFramed ? count : 0;
        isFresh &= count == 0;
        return count > 0;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref buffer, null) is not { } rented)
        {
            return ValueTask.CompletedTask;
        }

        return CloseAsync(rented);
    }

    private async ValueTask<OutputPiece?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(out var piece))
            {
                return piece;
            }
        }

        return start == end && remaining == 0 ? null : throw EngineError.Cut("reading a container's output", null);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);

        // Only part of a header is ever left here: pieces of a frame are handed out as they come.
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        var count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        end += count;
        return count > 0;
    }

    private async ValueTask CloseAsync(byte[] rented)
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
