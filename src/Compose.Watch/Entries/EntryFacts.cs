using System.Runtime.Versioning;
using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Kind, size, times and mode of an entry. A link is a link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Size">Bytes of a file; zero for all others.</param>
/// <param name="Modified">When its content changed, in nanoseconds since 1970.</param>
/// <param name="Changed">When anything about it changed, in nanoseconds since 1970. No program can set it.</param>
public readonly record struct EntryFacts(FileKind Kind, UnixFileMode Mode, long Size, long Modified, long Changed)
{
    /// <summary>The times of a file system have steps, on some of two seconds.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>A file that changed so lately that its next change may have the same time.</summary>
    internal bool IsFresh => Kind == FileKind.File && TimeProvider.System.GetUtcNow() - ChangedAt < Step;

    internal DateTimeOffset ChangedAt => DateTimeOffset.UnixEpoch.AddTicks(Changed / TimeSpan.NanosecondsPerTick);

    /// <summary>Where a link leads.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Null when nothing is there. Only the last part of the path is not followed when it is a link.</summary>
    public static EntryFacts? Of(string path) => OperatingSystem.IsLinux() ? OnLinux(path) : Elsewhere(path);

    /// <summary>Whether a copy of the one is a copy of the other. What is in a folder is not compared.</summary>
    public bool IsSame(EntryFacts other) => Kind == other.Kind && Kind switch
    {
        FileKind.Folder => Mode == other.Mode,
        FileKind.Link => LinkTarget == other.LinkTarget,
        _ => Mode == other.Mode && Size == other.Size && Modified == other.Modified && Changed == other.Changed,
    };

    [SupportedOSPlatform("linux")]
    private static EntryFacts? OnLinux(string path)
    {
        if (LinuxStatus.Of(path) is not { } status)
            return null;
        var (kind, target) = (status.Kind, status.Kind == FileKind.Link ? new FileInfo(path).LinkTarget : null);

        // A link that was removed since the call above is gone.
        if (kind == FileKind.Link && target is null)
            return null;
        return new EntryFacts(kind, status.Mode, kind == FileKind.File ? status.Size : 0, status.Modified, status.Changed)
        { LinkTarget = target };
    }

    private static EntryFacts? Elsewhere(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        var target = entry.LinkTarget;
        if (!entry.Exists && target is null)
            return null;
        var kind = target is not null ? FileKind.Link : entry is DirectoryInfo ? FileKind.Folder : FileKind.File;
        var mode = OperatingSystem.IsWindows() ? (UnixFileMode)0b111_101_101 : entry.UnixFileMode;
        var modified = (entry.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var size = kind == FileKind.File ? ((FileInfo)entry).Length : 0;
        return new EntryFacts(kind, mode, size, modified, modified) { LinkTarget = target };
    }
}
