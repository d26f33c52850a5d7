namespace Compose.Engine.Http;

/// <summary>
/// An answer whose head has arrived. Disposing it before its body was read to the end closes the connection, which is how
/// the engine learns that we no longer listen; otherwise the connection goes back to the pool.
/// </summary>
internal sealed class HttpResponse : IAsyncDisposable
{
    private readonly EngineTransport transport;
    private readonly HttpConnection connection;
    private readonly bool keepsOpen;
    private int disposed;

    internal HttpResponse(EngineTransport transport, HttpConnection connection, HttpHead head, HttpRequest request)
    {
        this.transport = transport;
        this.connection = connection;
        Head = head;
        Request = request.ToString();
        var isUpgraded = request.Hijack && head.Status is 101 or 200;
        var isEmpty = request.Method == "HEAD" || head.Status is 204 or 304;
        Body = new ResponseBody(connection, Request, Framing(head, isEmpty));
        keepsOpen = !isUpgraded && !head.ClosesConnection;
    }

    internal HttpHead Head { get; }

    internal ResponseBody Body { get; }

    internal string Request { get; }

    /// <summary>Takes the connection out of HTTP; the response is done with it then.</summary>
    internal HijackedStream Hijack()
    {
        disposed = 1;
        return new HijackedStream(connection, Request);
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return ValueTask.CompletedTask;
        }

        if (keepsOpen && Body.IsComplete)
        {
            return transport.ReturnAsync(connection);
        }

        return connection.DisposeAsync();
    }

    private static BodyFraming Framing(HttpHead head, bool isEmpty)
    {
        if (isEmpty)
        {
            return BodyFraming.Fixed(0);
        }

        if (head.IsChunked)
        {
            return BodyFraming.Chunked();
        }

        return head.ContentLength is { } length ? BodyFraming.Fixed(length) : BodyFraming.UntilClose();
    }
}
