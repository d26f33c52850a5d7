using System.Buffers.Text;

namespace Compose.Engine.Http;

/// <summary>
/// Where in the received bytes the body of an answer is: a fixed count, chunks, or everything until the connection ends.
/// A pure state machine over spans, so that many small chunks in one buffer cost no await each.
/// </summary>
internal sealed class BodyFraming
{
    private const int LongestSizeLine = 1024;

    private State state;
    private long remaining;

    private BodyFraming(State state, long remaining)
    {
        this.state = state;
        this.remaining = remaining;
    }

    private enum State
    {
        Fixed,
        UntilClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Done,
    }

    internal bool IsComplete => state == State.Done;

    internal bool MayEndWithConnection => state == State.UntilClose;

    /// <summary>How many body bytes surely follow; a reader may take as many past the buffer.</summary>
    internal long Expected => state switch
    {
        State.Fixed or State.ChunkData => remaining,
        State.UntilClose => long.MaxValue,
        _ => 0,
    };

    internal static BodyFraming Fixed(long length) => new(length == 0 ? State.Done : State.Fixed, length);

    internal static BodyFraming Chunked() => new(State.ChunkSize, 0);

    internal static BodyFraming UntilClose() => new(State.UntilClose, 0);

    internal void End() => state = State.Done;

    /// <summary>Copies body bytes out of received ones; <paramref name="used"/> counts those that are done with.</summary>
    /// <exception cref="FormatException">The bytes are not chunks.</exception>
    internal int Decode(ReadOnlySpan<byte> received, Span<byte> destination, out int used)
    {
        used = 0;
        var written = 0;
        while (state != State.Done)
        {
            var rest = received[used..];
            if (Expected > 0)
            {
                var count = (int)Math.Min(Expected, Math.Min(rest.Length, destination.Length - written));
                if (count == 0)
                {
                    return written;
                }

                rest[..count].CopyTo(destination[written..]);
                written += count;
                used += count;
                Advance(count);
                continue;
            }

            if (!Line(rest, out var line))
            {
                return written;
            }

            used += line.Length + 2;
            Turn(line);
        }

        return written;
    }

    /// <summary>Counts bytes that were received past the buffer.</summary>
    internal void Advance(int count)
    {
        if (state == State.UntilClose)
        {
            return;
        }

        remaining -= count;
        if (remaining == 0)
        {
            state = state == State.Fixed ? State.Done : State.ChunkEnd;
        }
    }

    private void Turn(ReadOnlySpan<byte> line)
    {
        switch (state)
        {
            case State.ChunkEnd when line.IsEmpty:
                state = State.ChunkSize;
                break;
            case State.ChunkSize when Utf8Parser.TryParse(line, out remaining, out var digits, 'x') && digits > 0 && remaining >= 0:
                state = remaining == 0 ? State.Trailer : State.ChunkData;
                break;
            case State.Trailer:
                state = line.IsEmpty ? State.Done : State.Trailer;
                break;
            default:
                throw new FormatException("a chunk of the answer is damaged");
        }
    }

    private static bool Line(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        var end = rest.IndexOf("\r\n"u8);
        line = end < 0 ? default : rest[..end];
        return end >= 0 || (rest.Length > LongestSizeLine ? throw new FormatException("a chunk of the answer has no size") : false);
    }
}
