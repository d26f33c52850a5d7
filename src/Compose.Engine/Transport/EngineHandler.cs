using System.Net;
using System.Text;
using System.Text.Json;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>
/// The framework's HTTP client over the connections of a dialer. What it returns is an answer that says yes; everything else is an
/// <see cref="EngineError"/> or an <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class EngineHandler : HttpMessageHandler
{
    internal static readonly HttpRequestOptionsKey<bool> BulkKey = new("Compose.Engine.Bulk");

    private const int LongestErrorText = 64 * 1024;
    private static readonly HttpRequestOptionsKey<Connection> DialedKey = new("Compose.Engine.Connection");

    private readonly EngineOptions _options;
    private readonly HttpMessageInvoker _kept;
    private readonly HttpMessageInvoker _single;

    internal EngineHandler(Dialer dialer, EngineOptions options)
    {
        _options = options;
        _kept = new HttpMessageInvoker(Client(dialer, dialer.LongestIdle));
        _single = new HttpMessageInvoker(Client(dialer, TimeSpan.Zero));
    }

    /// <summary>For messages: without the query, which can be long and hold secrets.</summary>
    internal static string Name(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.AbsolutePath}";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var begun = _options.Observer is null ? 0 : _options.Clock.GetTimestamp();
        var status = 0;
        try
        {
            var response = await Prepare(request).SendAsync(request, cancellationToken).ConfigureAwait(false);
            status = (int)response.StatusCode;
            response.Content = Body(response, request);
            return await AcceptedAsync(response, Name(request), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrors.Translate(e, Name(request), cancellationToken) is { } error)
        {
            throw error;
        }
        finally
        {
            _options.Observer?.Invoke(
                new EngineCall(request.Method.Method, request.RequestUri!.PathAndQuery, status, _options.Clock.GetElapsedTime(begun)));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept.Dispose();
            _single.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SocketsHttpHandler Client(Dialer dialer, TimeSpan longestIdle) => new()
    {
        ConnectCallback = (context, cancellationToken) => DialAsync(dialer, context.InitialRequestMessage, cancellationToken),
        PooledConnectionIdleTimeout = longestIdle,
        MaxResponseHeadersLength = 32,
        // The caller may stop before the end of an answer. Closing the connection makes the engine stop sending.
        ResponseDrainTimeout = TimeSpan.Zero,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    };

    private static async ValueTask<Stream> DialAsync(Dialer dialer, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connection = await dialer.DialAsync(IsBulk(request), cancellationToken).ConfigureAwait(false);
        if (IsHijack(request))
            request.Options.Set(DialedKey, connection);
        if (request.Content is not Upload)
            return connection.Stream;
        var stream = new UploadStream(connection.Stream);
        request.Options.Set(UploadStream.Key, stream);
        return stream;
    }

    private static bool IsBulk(HttpRequestMessage request) => request.Options.TryGetValue(BulkKey, out var isBulk) && isBulk;

    private static bool IsHijack(HttpRequestMessage request) => request.Headers.Upgrade.Count > 0;

    /// <summary>
    /// A hijacked connection, one that carries an upload and one with a long answer serve one request: it is known then what was
    /// dialed for it.
    /// </summary>
    private HttpMessageInvoker Prepare(HttpRequestMessage request)
    {
        request.Headers.Remove("User-Agent");
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        if (request.Content is StreamContent upload)
            request.Content = new Upload(upload, request.Options);

        // Without content, the client would send a call that changes something again when the connection is lost before the answer.
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            request.Content ??= new ByteArrayContent([]);
        return IsHijack(request) || IsBulk(request) || request.Content is Upload ? _single : _kept;
    }

    private static AnswerContent Body(HttpResponseMessage response, HttpRequestMessage request)
    {
        var name = Name(request);
        var isHijacked = response.StatusCode is HttpStatusCode.SwitchingProtocols or HttpStatusCode.OK;
        return isHijacked && request.Options.TryGetValue(DialedKey, out var connection)
            ? new AnswerContent(response.Content, stream => new HijackedStream(stream, connection, name))
            : new AnswerContent(response.Content, stream => new AnswerStream(stream, name));
    }

    private static async ValueTask<HttpResponseMessage> AcceptedAsync(
        HttpResponseMessage response, string request, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is < 300 or 304)
            return response;
        using (response)
        {
            // The engine redirects what its router had to clean up, such as a name with dots between slashes.
            throw status < 400
                ? EngineError.Answered(400, request, "the engine does not accept this name")
                : EngineError.Answered(status, request, await MessageAsync(response.Content, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async ValueTask<string> MessageAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var text = new byte[LongestErrorText];
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(text.AsSpan(0, length), TransportJson.Default.ErrorReply)?.Message is { } message)
                return message.Trim();
        }
        catch (JsonException)
        {
            // Proxies answer in text or HTML; the text is shown as it is.
        }

        return Encoding.UTF8.GetString(text, 0, length).Trim();
    }
}
