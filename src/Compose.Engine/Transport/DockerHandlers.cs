using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace Compose.Engine.Transport;

/// <summary>Upstream's own transports open a connection for each request and know no ssh, so it gets our handler.</summary>
internal sealed class DockerHandlers : IDockerHandlerFactory<HttpMessageHandler>
{
    public ResolvedTransport CreateHandler(HttpMessageHandler transportOptions, ResolvedClientOptions clientOptions, ILogger logger) =>
        new(new CallNote.Handler(transportOptions), clientOptions.Endpoint);

    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) =>
        throw new NotSupportedException("the engine's handler is given as the transport's options");

    public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) =>
        throw new NotSupportedException("raw connections are opened by EngineClient");
}
