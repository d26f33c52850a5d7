using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Watching;

/// <summary>
/// Which targets of a container the archive calls of the engine do not reach: those in a tmpfs, and all of a read-only container but its
/// volumes.
/// </summary>
internal sealed class TargetMounts
{
    private readonly List<(string Path, bool IsMemory)> _mounts;
    private readonly bool _isReadOnly;

    internal TargetMounts(ContainerInspectResponse container)
    {
        var memory = (container.HostConfig?.Tmpfs).OrEmpty().Keys.Select(path => (path.TrimEnd('/'), true));
        var mounts = container.Mounts.OrEmpty().Select(mount => (mount.Destination.TrimEnd('/'), mount.Type == "tmpfs"));
        _mounts = [.. memory.Concat(mounts).OrderByDescending(mount => mount.Item1.Length)];
        _isReadOnly = container.HostConfig?.ReadonlyRootfs == true;
    }

    /// <summary>Whether files get there only by a program in the container.</summary>
    public bool NeedsProgram(string path) => Find(path) is var mount && (mount.Path is null ? _isReadOnly : mount.IsMemory);

    /// <summary>Whether the path is in a tmpfs, which is empty after each start.</summary>
    public bool IsMemory(string path) => Find(path).IsMemory;

    /// <summary>What a start empties at or below a path.</summary>
    public IEnumerable<string> MemoryIn(string path) =>
        IsMemory(path) ? [path]
            : _mounts.Where(mount => mount.IsMemory && mount.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
            .Select(mount => mount.Path);

    /// <summary>What is mounted at or below a path: to remove the path would empty it.</summary>
    public string? MountIn(string path) =>
        _mounts.Find(mount => mount.Path == path || mount.Path.StartsWith(path + "/", StringComparison.Ordinal)).Path;

    private (string Path, bool IsMemory) Find(string path) =>
        _mounts.Find(mount => path == mount.Path || path.StartsWith(mount.Path + "/", StringComparison.Ordinal));
}
