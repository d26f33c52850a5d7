using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Docker.DotNet;

namespace Compose.Engine;

/// <summary>The package's client over the handler of this one, in the version that both sides know.</summary>
public sealed partial class EngineClient
{
    private DockerClient? _docker;

    private async Task CallAsync(Func<DockerClient, Task> call, CancellationToken cancellationToken) => await CallAsync(
        async docker =>
        {
            await call(docker).ConfigureAwait(false);
            return docker;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Every answer that is not what the package expects becomes an <see cref="EngineError"/>.</summary>
    private async Task<T> CallAsync<T>(Func<DockerClient, Task<T>> call, CancellationToken cancellationToken, string? macAddress = null)
    {
        var docker = _docker ??= Connect(await VersionAsync(cancellationToken).ConfigureAwait(false));
        var note = CallNote.Begin(macAddress);
        try
        {
            return await call(docker).ConfigureAwait(false) ?? throw EngineError.Garbled(note.Request, "it is empty");
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentOutOfRangeException or NotImplementedException
            or (InvalidOperationException and not ObjectDisposedException))
        {
            // The package throws each of these for some answer that it cannot read.
            throw EngineError.Garbled(note.Request, error.Message);
        }
    }

    private DockerClient Connect(ApiVersion version) => new DockerClientBuilder()
        .WithEndpoint(Endpoint)
        .WithApiVersion(new Version(version.Major, version.Minor))
        .WithTimeout(Timeout.InfiniteTimeSpan)
        .WithTransportOptions(new DockerHandlers(), Handler)
        .Build();
}
