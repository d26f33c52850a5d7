using System.Buffers;
using System.Net;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>
/// A body that is sent in chunks while it is read. An engine that refuses an upload answers and stops reading: the sending ends then,
/// and the answer is read.
/// </summary>
internal sealed class Upload : HttpContent
{
    private const int PieceSize = 64 * 1024;

    private readonly HttpContent _content;
    private readonly HttpRequestOptions _options;

    internal Upload(HttpContent content, HttpRequestOptions options)
    {
        _content = content;
        _options = options;
        Headers.ContentType = content.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var connection = _options.TryGetValue(UploadStream.Key, out var found) ? found : null;
        var source = await _content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            int count;
            while (connection?.IsRefused != true && (count = await ReadAsync(source, piece, cancellationToken).ConfigureAwait(false)) > 0)
                await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static async ValueTask<int> ReadAsync(Stream source, Memory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(piece, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableUpload(e);
        }
    }
}
