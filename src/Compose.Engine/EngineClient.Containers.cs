using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>The life of containers. An id stands for an id or a name everywhere.</summary>
public sealed partial class EngineClient
{
    public Task<IList<ContainerListResponse>> ListContainersAsync(
        Filters? filters = null, bool all = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Containers.ListContainersAsync(new() { All = all, Filters = filters?.Terms }, cancellationToken),
            cancellationToken);

    public Task<ContainerInspectResponse> InspectContainerAsync(
        string id, bool size = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Containers.InspectContainerAsync(PathName.Of(id), new() { IncludeSize = size }, cancellationToken),
            cancellationToken);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> and a holder id when the name is taken.</summary>
    /// <param name="container">Carries the container's name, too.</param>
    /// <param name="macAddress">The address of the whole container; only engines before API 1.44 take it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<CreateContainerResponse> CreateContainerAsync(
        CreateContainerParameters container, string? macAddress = null, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.CreateContainerAsync(container, cancellationToken), cancellationToken, macAddress);

    /// <summary>False when it was running already.</summary>
    public Task<bool> StartContainerAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.StartContainerAsync(PathName.Of(id), null, cancellationToken), cancellationToken);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> when it is not running.</summary>
    public Task KillContainerAsync(string id, string? signal = null, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Containers.KillContainerAsync(PathName.Of(id), new() { Signal = signal }, cancellationToken),
        cancellationToken);

    public Task PauseContainerAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.PauseContainerAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task UnpauseContainerAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.UnpauseContainerAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Containers.RenameContainerAsync(PathName.Of(id), new() { NewName = name }, cancellationToken),
        cancellationToken);

    /// <summary><paramref name="volumes"/> removes its anonymous volumes, <paramref name="force"/> kills it first.</summary>
    public Task RemoveContainerAsync(
        string id, bool force = false, bool volumes = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Containers.RemoveContainerAsync(
                PathName.Of(id), new() { RemoveVolumes = volumes, Force = force }, cancellationToken),
            cancellationToken);

    /// <summary>Changes resources and restart policy of a container in place.</summary>
    public Task<ContainerUpdateResponse> UpdateContainerAsync(
        string id, ContainerUpdateParameters resources, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.UpdateContainerAsync(PathName.Of(id), resources, cancellationToken), cancellationToken);

    /// <summary>The paths that the container has and its image has not, or has otherwise; without what is in volumes.</summary>
    public async Task<IReadOnlyList<string>> ChangedPathsAsync(string id, CancellationToken cancellationToken = default)
    {
        // The engine's answer is null when nothing has changed.
        var changes = await CallAsync(
            async docker => await docker.Containers.InspectChangesAsync(PathName.Of(id), cancellationToken).ConfigureAwait(false) ?? [],
            cancellationToken).ConfigureAwait(false);
        return [.. changes.Where(change => change.Kind != FileSystemChangeKind.Delete).Select(change => change.Path)];
    }

    public Task ResizeContainerAsync(string id, int rows, int columns, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Containers.ResizeContainerTtyAsync(PathName.Of(id), new() { Height = rows, Width = columns }, cancellationToken),
        cancellationToken);

    public Task<ContainerProcessesResponse> TopContainerAsync(
        string id, string? arguments = null, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Containers.ListProcessesAsync(PathName.Of(id), new() { PsArgs = arguments }, cancellationToken),
            cancellationToken);
}
