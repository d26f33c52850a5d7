using Compose.Engine.Http;

namespace Compose.Engine;

/// <summary>
/// The raw connection of an attach or an exec: what is written goes to the process, what it prints is read (framed unless it
/// has a terminal). <see cref="CloseWriteAsync"/> ends the process's input and leaves its output open.
/// </summary>
public sealed class HijackedStream : FlowingStream
{
    private readonly HttpConnection connection;
    private readonly string request;

    internal HijackedStream(HttpConnection connection, string request)
    {
        this.connection = connection;
        this.request = request;
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Sends what was written and then the end of the input.</summary>
    public async ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        try
        {
            await connection.Channel.Stream.FlushAsync(cancel).ConfigureAwait(false);
            await connection.Channel.CloseSendingAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process has ended and the engine closed first; there is nobody left to tell.
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await connection.ReadRawAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw EngineError.Cut(request, e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await connection.Channel.Stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw EngineError.Cut(request, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.Channel.Stream.FlushAsync(cancellationToken);

    public override void Flush() => connection.Channel.Stream.Flush();

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
