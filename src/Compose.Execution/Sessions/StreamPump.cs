using System.Buffers;
using Compose.Engine.Errors;
using Compose.Engine.Streams;
using Compose.Engine.Transport;

namespace Compose.Execution.Sessions;

/// <summary>
/// Carries bytes between the user and a process: what is typed to its input and the end of it as the end of it, what it prints to the two
/// outputs. Never more than two buffers are held, whatever goes through.
/// </summary>
internal sealed class StreamPump(HijackedStream connection, bool hasTerminal, SessionStreams streams, DetachKeys? keys)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Until the process closes its outputs; false when the user has typed the detach keys.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var receiving = ReceiveAsync(cancellationToken);
        var sending = streams.Input is { } input ? SendAsync(input, cancellationToken) : Task.FromResult(false);
        if (await Task.WhenAny(receiving, sending) == sending && await sending)
            return false;
        await receiving;
        return true;
    }

    /// <summary>Until the end of the input; true when the user has typed the detach keys.</summary>
    private async Task<bool> SendAsync(Stream input, CancellationToken cancellationToken)
    {
        var filter = hasTerminal && keys is not null ? new DetachFilter(keys) : null;
        var passed = new List<byte>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await input.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (filter is null)
                {
                    await connection.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    continue;
                }

                if (filter.Feed(buffer.AsSpan(0, count), passed))
                    return true;

                if (passed.Count > 0)
                    await connection.WriteAsync(passed.ToArray(), cancellationToken);
            }

            await connection.CloseWriteAsync(cancellationToken);
        }
        catch (Exception e) when (e is EngineError or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The process has ended, or the user's side has; what was to be said to it has no taker.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return false;
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var frames = new FrameReader(connection, isFramed: !hasTerminal);
        await using (frames.ConfigureAwait(false))
        {
            while (await frames.ReadAsync(cancellationToken) is { } piece)
            {
                var target = piece.Pipe is OutputPipe.Stderr or OutputPipe.SystemError ? streams.Error : streams.Output;
                await target.WriteAsync(piece.Bytes, cancellationToken);
                await target.FlushAsync(cancellationToken);
            }
        }
    }
}
