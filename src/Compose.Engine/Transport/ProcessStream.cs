using System.Text;
using Compose.Engine.Errors;
using Compose.Host.Processes;

namespace Compose.Engine.Transport;

/// <summary>
/// Standard output and input of a child as one stream. A child that ends before it has sent anything did not get through;
/// the last line that it printed on standard error is the reason. The dial permit is given back when the other side has answered once.
/// </summary>
internal sealed class ProcessStream : AsyncOnlyStream
{
    private const int LongestComplaint = 4096;

    private readonly ChildProcess _child;
    private readonly string _peer;
    private readonly IDisposable _dialPermit;
    private readonly Task<string> _complaint;
    private bool _hasAnswered;

    internal ProcessStream(ChildProcess child, string peer, IDisposable dialPermit)
    {
        _child = child;
        _peer = peer;
        _dialPermit = dialPermit;
        _complaint = ReadComplaintAsync(child.Error);
    }

    public override bool CanWrite => true;

    /// <summary>The end of our bytes; the child passes it on.</summary>
    internal ValueTask CloseSendingAsync() => _child.Input.DisposeAsync();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The HTTP client asks with an empty buffer whether something has come; a pipe answers that at once, and wrongly.
        if (buffer.IsEmpty)
            return 0;

        // A pending read of a pipe does not end by itself when it is cancelled, but it does when the child does.
        using var registration = cancellationToken.Register(_child.Kill);
        var count = await _child.Output.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        if (count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_hasAnswered)
                throw EngineError.Of(
                    EngineErrorKind.Unreachable, $"no container engine through {_peer}: {await _complaint.ConfigureAwait(false)}");
        }

        _hasAnswered = true;
        _dialPermit.Dispose();
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _child.Input.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!_hasAnswered)
        {
            // The child has ended; the read that follows reports why.
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _child.Input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!_hasAnswered)
        {
            // The child has ended; the read that follows reports why.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _child.Dispose();
            _dialPermit.Dispose();
        }

        base.Dispose(disposing);
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
