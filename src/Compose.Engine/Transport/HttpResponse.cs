namespace Compose.Engine.Transport;

/// <summary>
/// An answer whose head has arrived. Disposing it, or its body, before the body was read to the end closes the connection, so that
/// the engine stops sending.
/// </summary>
internal sealed class HttpResponse(HttpResponseMessage message, Stream body, string request) : IAsyncDisposable
{
    internal int Status => (int)message.StatusCode;

    /// <summary>Method and path of the call.</summary>
    internal string Request { get; } = request;

    internal Stream Body { get; } = body;

    internal string? ContentType => message.Content.Headers.ContentType?.MediaType;

    internal string? Header(string name) => message.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    public ValueTask DisposeAsync()
    {
        message.Dispose();
        return ValueTask.CompletedTask;
    }
}
