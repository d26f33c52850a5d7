using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Files in and out of containers, as tar streams.</summary>
public sealed partial class EngineClient
{
    /// <summary>What is at a path in a container.</summary>
    public async Task<ContainerPathStatResponse> StatPathAsync(string id, string path, CancellationToken cancellationToken = default) =>
        (await ArchiveAsync(id, path, statOnly: true, cancellationToken).ConfigureAwait(false)).Stat;

    public async Task<ArchiveDownload> GetArchiveAsync(string id, string path, CancellationToken cancellationToken = default)
    {
        var archive = await ArchiveAsync(id, path, statOnly: false, cancellationToken).ConfigureAwait(false);
        return new ArchiveDownload(archive.Stat, archive.Stream!);
    }

    /// <summary>
    /// Unpacks a tar stream in a folder of a container. <paramref name="keepKinds"/> refuses to replace a folder by a file or
    /// the other way round, <paramref name="copyOwners"/> gives all to the container's user, where it has one.
    /// </summary>
    public Task PutArchiveAsync(
        string id, string path, Stream tar, bool keepKinds = false, bool copyOwners = false, CancellationToken cancellationToken = default)
    {
        // Upstream's name says the opposite of what the engine's parameter does: it refuses to overwrite.
        var parameters = new CopyToContainerParameters { Path = path, AllowOverwriteDirWithFile = keepKinds, CopyUIDGID = copyOwners };
        return CallAsync(
            docker => docker.Containers.ExtractArchiveToContainerAsync(PathName.Of(id), parameters, tar, cancellationToken),
            cancellationToken);
    }

    /// <summary>The container's whole file system.</summary>
    public Task<Stream> ExportContainerAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Containers.ExportContainerAsync(PathName.Of(id), cancellationToken), cancellationToken);

    private Task<ContainerArchiveResponse> ArchiveAsync(string id, string path, bool statOnly, CancellationToken cancellationToken) =>
        CallAsync(
            docker => docker.Containers.GetArchiveFromContainerAsync(PathName.Of(id), new() { Path = path }, statOnly, cancellationToken),
            cancellationToken);
}
