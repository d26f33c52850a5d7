namespace Compose.Engine.Transport;

/// <summary>A connection that carries an upload: it can still be read after the engine has stopped reading.</summary>
internal sealed class UploadStream(Stream connection) : AsyncOnlyStream
{
    internal static readonly HttpRequestOptionsKey<UploadStream> Key = new("Compose.Engine.Upload");

    private volatile bool _isRefused;

    /// <summary>The engine reads no more.</summary>
    internal bool IsRefused => _isRefused;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!_isRefused)
                await connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // The answer, or the lack of one, reports more than the failure to write.
            _isRefused = true;
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_isRefused)
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }
}
