using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Commands in running containers.</summary>
public sealed partial class EngineClient
{
    /// <summary>Prepares a command and returns its id; it runs when it is started.</summary>
    public async Task<string> CreateExecAsync(
        string container, ContainerExecCreateParameters exec, CancellationToken cancellationToken = default)
    {
        // Older engines get the size by a resize after the start, as for a window that changes.
        if (!ApiVersions.ConsoleSize.IsOpen(await VersionAsync(cancellationToken).ConfigureAwait(false)))
            exec.ConsoleSize = null!;
        var created = await CallAsync(
            docker => docker.Exec.CreateContainerExecAsync(PathName.Of(container), exec, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return created.ID;
    }

    public Task<ContainerExecInspectResponse> InspectExecAsync(string exec, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Exec.InspectContainerExecAsync(PathName.Of(exec), cancellationToken), cancellationToken);

    public Task ResizeExecAsync(string exec, int rows, int columns, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Exec.ResizeExecTtyAsync(PathName.Of(exec), new() { Height = rows, Width = columns }, cancellationToken),
        cancellationToken);
}
