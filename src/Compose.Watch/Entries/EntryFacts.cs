using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Kind, size, times and mode of an entry. A link is a link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Size">Bytes of a file; zero for all others.</param>
/// <param name="Modified">When its content changed, in nanoseconds since 1970.</param>
/// <param name="Changed">When anything about it changed, in nanoseconds since 1970. No program can set it.</param>
public readonly partial record struct EntryFacts(FileKind Kind, UnixFileMode Mode, long Size, long Modified, long Changed)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint Wanted = 0x2c3;
    private const long Billion = 1_000_000_000;

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
    private static unsafe EntryFacts? OnLinux(string path)
    {
        Status status = default;
        if (statx(CurrentFolder, path, NoFollow, Wanted, &status) != 0)
            return null;
        var kind = (status.Mode & 0xf000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Other,
        };
        var target = kind == FileKind.Link ? new FileInfo(path).LinkTarget : null;

        // A link that was removed since the call above is gone.
        if (kind == FileKind.Link && target is null)
            return null;
        return new EntryFacts(
            kind,
            (UnixFileMode)(status.Mode & 0xfff),
            kind == FileKind.File ? status.Size : 0,
            (status.ModifiedSeconds * Billion) + status.ModifiedNanoseconds,
            (status.ChangedSeconds * Billion) + status.ChangedNanoseconds)
        {
            LinkTarget = target,
        };
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

    /// <summary>Linux's struct statx, which is the same on every processor, as far as it is needed.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, Status* result);
}
