using System.Buffers;
using System.Globalization;
using System.Text;

namespace Compose.Engine.Http;

/// <summary>
/// HTTP/1.1 on one channel: sends a request, reads a head, and hands out received bytes. One exchange at a time; who uses
/// it decides whether it can be used again.
/// </summary>
internal sealed class HttpConnection(Channel channel) : IAsyncDisposable
{
    private const int BufferSize = 32 * 1024;
    private const int UploadSize = 64 * 1024;

    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int start;
    private int end;

    /// <summary>When it became idle, by the clock's timestamp.</summary>
    internal long IdleSince { get; set; }

    internal Channel Channel { get; } = channel;

    internal bool IsStale => end > start || Channel.IsStale;

    internal ReadOnlySpan<byte> Buffered => buffer.AsSpan(start, end - start);

    internal void Consume(int count) => start += count;

    /// <summary>Sends head and body; a small body goes out in one piece with its head.</summary>
    internal async ValueTask SendAsync(HttpRequest request, string host, string userAgent, CancellationToken cancel)
    {
        var head = request.Head(host, userAgent);
        if (request.Body.Length > 0)
        {
            var whole = new byte[head.Length + request.Body.Length];
            head.CopyTo(whole, 0);
            request.Body.Span.CopyTo(whole.AsSpan(head.Length));
            head = whole;
        }

        await Channel.Stream.WriteAsync(head, cancel).ConfigureAwait(false);
        if (request.BodyStream is { } upload)
        {
            await SendChunksAsync(upload, cancel).ConfigureAwait(false);
        }

        await Channel.Stream.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the next head that is not an interim one; null when the other side closed before sending a byte.</summary>
    internal async ValueTask<HttpHead?> ReadHeadAsync(string request, CancellationToken cancel)
    {
        while (true)
        {
            var length = Buffered.IndexOf("\r\n\r\n"u8);
            if (length < 0)
            {
                if (end - start == BufferSize)
                {
                    throw EngineError.Garbled(request, "the head of the answer does not end");
                }

                if (await FillAsync(cancel).ConfigureAwait(false))
                {
                    continue;
                }

                return end == start ? null : throw EngineError.Cut(request, null);
            }

            var head = HttpHead.Parse(Buffered[..(length + 4)]) ?? throw EngineError.Garbled(request, FirstLine());
            Consume(length + 4);
            if (head.Status is >= 200 or 101)
            {
                Channel.DialPermit?.Dispose();
                return head;
            }
        }
    }

    /// <summary>Receives more bytes behind the buffered ones; false at the end of the connection.</summary>
    internal async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);
        if (start == end)
        {
            start = end = 0;
        }
        else if (end == buffer.Length)
        {
            Buffered.CopyTo(buffer);
            end -= start;
            start = 0;
        }

        var count = await Channel.Stream.ReadAsync(buffer.AsMemory(end), cancel).ConfigureAwait(false);
        end += count;
        return count > 0;
    }

    /// <summary>Receives past the buffer, or what is left in it.</summary>
    internal ValueTask<int> ReadRawAsync(Memory<byte> destination, CancellationToken cancel)
    {
        if (start == end)
        {
            return Channel.Stream.ReadAsync(destination, cancel);
        }

        var count = Math.Min(destination.Length, end - start);
        Buffered[..count].CopyTo(destination.Span);
        Consume(count);
        return ValueTask.FromResult(count);
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            start = end = 0;
            return CloseAsync(rented);
        }

        return ValueTask.CompletedTask;
    }

    // A read may still be pending in the buffer until the channel is closed, so it goes back to the pool only then.
    private async ValueTask CloseAsync(byte[] rented)
    {
        await Channel.DisposeAsync().ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private async ValueTask SendChunksAsync(Stream upload, CancellationToken cancel)
    {
        const int headRoom = 10;
        var piece = ArrayPool<byte>.Shared.Rent(UploadSize);
        try
        {
            while (true)
            {
                var count = await ReadAsync(upload, piece.AsMemory(headRoom, UploadSize - headRoom - 2), cancel).ConfigureAwait(false);
                if (count == 0)
                {
                    await Channel.Stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel).ConfigureAwait(false);
                    return;
                }

                var size = Encoding.ASCII.GetBytes(count.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
                var from = headRoom - size.Length;
                size.CopyTo(piece, from);
                "\r\n"u8.CopyTo(piece.AsSpan(headRoom + count));
                await Channel.Stream.WriteAsync(piece.AsMemory(from, size.Length + count + 2), cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream upload, Memory<byte> piece, CancellationToken cancel)
    {
        try
        {
            return await upload.ReadAsync(piece, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Not to be taken for a connection that broke.
            throw new UnreadableUpload(e);
        }
    }

    private string FirstLine()
    {
        const int longest = 80;
        var line = Buffered;
        var newline = line.IndexOfAny((byte)'\r', (byte)'\n');
        line = newline < 0 ? line : line[..newline];
        return Encoding.UTF8.GetString(line[..Math.Min(line.Length, longest)]);
    }
}
