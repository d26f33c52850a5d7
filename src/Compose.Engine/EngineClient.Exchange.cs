using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compose.Engine.Errors;
using Compose.Engine.Transport;

namespace Compose.Engine;

/// <summary>What all calls share: the version in the path, JSON both ways, and answers that are errors.</summary>
public sealed partial class EngineClient
{
    private const int FirstRead = 16 * 1024;

    internal Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, bytes => JsonSerializer.Deserialize(bytes, type), cancellationToken);

    internal static Task<T> ReadAsync<T>(HttpResponse response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ReadAsync(response, bytes => JsonSerializer.Deserialize(bytes, type), cancellationToken);

    private async Task<T> ReadAsync<T>(HttpRequest request, Func<ReadOnlySpan<byte>, T?> read, CancellationToken cancellationToken)
        where T : class =>
        await ReadAsync(await SendAsync(request, cancellationToken).ConfigureAwait(false), read, cancellationToken).ConfigureAwait(false);

    private static async Task<T> ReadAsync<T>(HttpResponse response, Func<ReadOnlySpan<byte>, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        await using (response.ConfigureAwait(false))
        {
            var (bytes, length) = await ReadAllAsync(response.Body, cancellationToken).ConfigureAwait(false);
            try
            {
                return read(bytes.AsSpan(0, length)) ?? throw EngineError.Garbled(response.Request, "it is empty");
            }
            catch (JsonException e)
            {
                throw EngineError.Garbled(response.Request, e.Message);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }

    /// <summary>A call whose answer has no content that matters; false when the engine said that it was so already.</summary>
    internal async Task<bool> DoAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        await using (response.ConfigureAwait(false))
        {
            await DrainAsync(response.Body, cancellationToken).ConfigureAwait(false);
            return response.Status != 304;
        }
    }

    internal async Task<HijackedStream> HijackAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request with { Hijack = true }, cancellationToken).ConfigureAwait(false);
        return (HijackedStream)response.Body;
    }

    internal async IAsyncEnumerable<T> SequenceAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        await using (response.ConfigureAwait(false))
        {
            var values = JsonValues.ReadAsync(response.Body, type, response.Request, cancellationToken);
            await foreach (var value in values.ConfigureAwait(false))
                yield return value;
        }
    }

    internal async ValueTask<HttpResponse> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(cancellationToken).ConfigureAwait(false);
        return await SendAsIsAsync(request with { Target = $"/v{version}{request.Target}" }, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<HttpResponse> SendAsIsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var message = request.At(_dialer.Endpoint);
        var response = await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new HttpResponse(response, body, EngineHandler.Name(message));
    }

    private static async ValueTask<(byte[] Bytes, int Length)> ReadAllAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(FirstRead);
        var length = 0;
        while (true)
        {
            var count = await body.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return (bytes, length);

            length += count;
            if (length == bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                bytes.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }
        }
    }
}
