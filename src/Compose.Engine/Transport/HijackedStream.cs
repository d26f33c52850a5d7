namespace Compose.Engine.Transport;

/// <summary>
/// The raw connection of an attach or an exec: what is written goes to the process, what it prints is read (framed unless it
/// has a terminal). <see cref="CloseWriteAsync"/> ends the process's input and leaves its output open.
/// </summary>
public sealed class HijackedStream : AsyncOnlyStream
{
    private readonly Stream _answer;
    private readonly Connection _connection;
    private readonly string _request;

    internal HijackedStream(Stream answer, Connection connection, string request)
    {
        _answer = answer;
        _connection = connection;
        _request = request;
    }

    public override bool CanWrite => true;

    /// <summary>Sends what was written and then the end of the input.</summary>
    public async ValueTask CloseWriteAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            await _connection.CloseSending().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process has ended and the engine closed first: there is no input to end.
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrors.Translate(e, _request, cancellationToken) is { } error)
        {
            throw error;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.Stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrors.Translate(e, _request, cancellationToken) is { } error)
        {
            throw error;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _connection.Stream.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _answer.Dispose();
        base.Dispose(disposing);
    }
}
