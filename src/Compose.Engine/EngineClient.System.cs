using Docker.DotNet.Models;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<VersionResponse> EngineVersionAsync(CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.System.GetVersionAsync(cancellationToken), cancellationToken);

    public Task<SystemInfoResponse> InfoAsync(CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.System.GetSystemInfoAsync(cancellationToken), cancellationToken);
}
