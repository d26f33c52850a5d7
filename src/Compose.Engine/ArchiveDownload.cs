using Compose.Engine.Wire;

namespace Compose.Engine;

/// <summary>A file or folder of a container on its way here; disposing it ends the transfer.</summary>
public sealed class ArchiveDownload(PathStat stat, Stream tar) : IAsyncDisposable
{
    public PathStat Stat { get; } = stat;

    public Stream Tar { get; } = tar;

    public ValueTask DisposeAsync() => Tar.DisposeAsync();
}
