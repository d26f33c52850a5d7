using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>A file or folder of a container on its way here; disposing it ends the transfer.</summary>
public sealed class ArchiveDownload(ContainerPathStatResponse stat, Stream tar) : IAsyncDisposable
{
    public ContainerPathStatResponse Stat { get; } = stat;

    public Stream Tar { get; } = tar;

    public ValueTask DisposeAsync() => Tar.DisposeAsync();
}
