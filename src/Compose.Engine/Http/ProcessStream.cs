using System.Text;

namespace Compose.Engine.Http;

/// <summary>
/// Standard output and input of a child as one stream. A child that ends before it has said anything did not get through;
/// its last line of complaint is the reason.
/// </summary>
internal sealed class ProcessStream : ReadOnlyStream
{
    private const int LongestComplaint = 4096;

    private readonly ChildProcess child;
    private readonly string peer;
    private readonly Task<string> complaint;
    private bool hasAnswered;

    internal ProcessStream(ChildProcess child, string peer)
    {
        this.child = child;
        this.peer = peer;
        complaint = ReadComplaintAsync(child.Error);
    }

    public override bool CanWrite => true;

    /// <summary>The end of our bytes; the child passes it on.</summary>
    internal ValueTask CloseSendingAsync() => child.Input.DisposeAsync();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A pending read of a pipe does not end by itself when it is cancelled, but it does when the child does.
        using var registration = cancellationToken.Register(child.Kill);
        var count = await child.Output.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        if (count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!hasAnswered)
            {
                throw EngineError.Of(EngineErrorKind.Unreachable, $"no container engine through {peer}: {await complaint.ConfigureAwait(false)}");
            }
        }

        hasAnswered = true;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await child.Input.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!hasAnswered)
        {
            // The child is gone already; the read that follows tells why.
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await child.Input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!hasAnswered)
        {
            // As above.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await child.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<string> ReadComplaintAsync(Stream error)
    {
        var kept = new byte[LongestComplaint];
        var length = 0;
        try
        {
            int count;
            while ((count = await error.ReadAsync(kept.AsMemory(length)).ConfigureAwait(false)) > 0)
            {
                // Full: keep the newer half.
                length += count;
                if (length == kept.Length)
                {
                    kept.AsSpan(length / 2).CopyTo(kept);
                    length /= 2;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // What came before is all there is.
        }

        var lines = Encoding.UTF8.GetString(kept, 0, length)
            .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it ended without a word" : lines[^1];
    }
}
