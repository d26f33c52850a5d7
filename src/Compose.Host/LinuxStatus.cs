using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compose.Host;

/// <summary>What Linux reports of a file: its struct statx, which is the same on every processor.</summary>
[SupportedOSPlatform("linux")]
[StructLayout(LayoutKind.Explicit, Size = 256)]
public readonly unsafe partial struct LinuxStatus
{
    private const int CurrentFolder = -100;
    private const int KeepLinks = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFacts = 0x7ff;
    private const long Billion = 1_000_000_000;

    [FieldOffset(20)]
    private readonly uint _owner;

    [FieldOffset(24)]
    private readonly uint _group;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(40)]
    private readonly long _size;

    [FieldOffset(96)]
    private readonly long _changedSeconds;

    [FieldOffset(104)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(112)]
    private readonly long _modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;

    [FieldOffset(128)]
    private readonly uint _deviceMajor;

    [FieldOffset(132)]
    private readonly uint _deviceMinor;

    public uint Owner => _owner;

    public uint Group => _group;

    public UnixFileMode Mode => (UnixFileMode)(_mode & 0xfff);

    public long Size => _size;

    /// <summary>When its content changed, in nanoseconds since 1970.</summary>
    public long Modified => (_modifiedSeconds * Billion) + _modifiedNanoseconds;

    /// <summary>When anything about it changed, in nanoseconds since 1970.</summary>
    public long Changed => (_changedSeconds * Billion) + _changedNanoseconds;

    public FileKind Kind => (_mode & 0xf000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Folder,
        0xa000 => FileKind.Link,
        _ => FileKind.Other,
    };

    /// <summary>Whether it is /dev/null, under whatever name.</summary>
    public bool IsNullDevice => (_mode & 0xf000) == 0x2000 && _deviceMajor == 1 && _deviceMinor == 3;

    /// <summary>What is behind a path and all links. Null when that fails; the system's last error says why.</summary>
    public static LinuxStatus? Behind(string path) => Read(CurrentFolder, path, 0);

    /// <summary>What is open.</summary>
    public static LinuxStatus? Behind(SafeFileHandle handle) => Read((int)handle.DangerousGetHandle(), "", EmptyPath);

    /// <summary>What is at a path; a link is a link.</summary>
    public static LinuxStatus? Of(string path) => Read(CurrentFolder, path, KeepLinks);

    /// <summary>What a folder has under a name; a link is a link.</summary>
    public static LinuxStatus? In(int folder, string name) => Read(folder, name, KeepLinks);

    private static LinuxStatus? Read(int folder, string path, int flags)
    {
        LinuxStatus status = default;
        return statx(folder, path, flags, BasicFacts, &status) == 0 ? status : null;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint wanted, LinuxStatus* status);
}
