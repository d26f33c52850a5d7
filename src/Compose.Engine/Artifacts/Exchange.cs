namespace Compose.Engine.Artifacts;

/// <summary>One request and the head of its answer; a connection that fails is a <see cref="RegistryFailure"/>.</summary>
internal static class Exchange
{
    internal static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            var reason = (error.InnerException?.Message ?? error.Message).ReplaceLineEndings(" ");
            throw new RegistryFailure($"{request.RequestUri!.Authority} cannot be reached: {reason}", 0, error);
        }
    }
}
