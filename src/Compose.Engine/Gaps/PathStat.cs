using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream leaves the bits of a file's mode to the caller; the engine numbers them as Go does, not as Unix does.</summary>
public static class PathStat
{
    private const uint FolderBit = 1u << 31;
    private const uint LinkBit = 1u << 27;

    extension(ContainerPathStatResponse stat)
    {
        public bool IsDirectory => (stat.Mode & FolderBit) != 0;

        public bool IsLink => (stat.Mode & LinkBit) != 0;

        /// <summary>The nine Unix permission bits.</summary>
        public uint Permissions => stat.Mode & 0b111_111_111;
    }
}
