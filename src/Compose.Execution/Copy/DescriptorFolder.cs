using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Compose.Host;
using Microsoft.Win32.SafeHandles;

namespace Compose.Execution.Copy;

/// <summary>
/// A folder by its descriptor, on Linux. Every call is relative to the descriptor and follows no link, so another process that renames or
/// swaps something meanwhile cannot lead a write elsewhere. Every number here is Linux's.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class DescriptorFolder : TargetFolder
{
    private const int CurrentFolder = -100;
    private const int WriteOnly = 1;
    private const int CreateNew = 0xC0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoFollow = 0x100;
    private const int NoSuchFile = 2;
    private const int LongestLink = 4096;
    private const int OnlyUser = 0x180;
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm
        or Architecture.Ppc64le;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoLink = IsArm ? 0x8000 : 0x20000;

    private readonly SafeFileHandle _folder;

    private DescriptorFolder(SafeFileHandle folder, string path)
        : base(path) => _folder = folder;

    private int Descriptor => (int)_folder.DangerousGetHandle();

    public static new DescriptorFolder Open(string path) =>
        new(Opened(openat(CurrentFolder, path, FolderOnly | CloseOnExec, 0), path), path);

    public override EntryKind KindOf(string name) => LinuxStatus.In(Descriptor, name)?.Kind switch
    {
        null => Marshal.GetLastPInvokeError() == NoSuchFile ? EntryKind.None : throw Failure(At(name)),
        FileKind.File => EntryKind.File,
        FileKind.Folder => EntryKind.Folder,
        FileKind.Link => EntryKind.Link,
        _ => EntryKind.Other,
    };

    public override TargetFolder Enter(string name) =>
        new DescriptorFolder(Opened(openat(Descriptor, name, FolderOnly | NoLink | CloseOnExec, 0), At(name)), At(name));

    public override void MakeFolder(string name, UnixFileMode mode) => Check(mkdirat(Descriptor, name, (uint)mode), name);

    public override FileStream Create(string name) =>
        new(Opened(openat(Descriptor, name, WriteOnly | CreateNew | NoLink | CloseOnExec, OnlyUser), At(name)), FileAccess.Write,
            bufferSize: 0);

    public override FileStream Read(string name) =>
        new(Opened(openat(Descriptor, name, NoLink | NonBlocking | CloseOnExec, 0), At(name)), FileAccess.Read, bufferSize: 0);

    public override string LinkTarget(string name)
    {
        var target = stackalloc byte[LongestLink];
        var length = readlinkat(Descriptor, name, target, LongestLink);
        return length >= 0 ? Encoding.UTF8.GetString(target, (int)length) : throw Failure(At(name));
    }

    public override void MakeLink(string name, string target, DateTimeOffset modified)
    {
        Check(symlinkat(target, Descriptor, name), name);
        var seconds = modified.ToUnixTimeSeconds();
        var nanoseconds = (modified.UtcTicks - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks) * 100;
        var times = stackalloc nint[] { (nint)seconds, (nint)nanoseconds, (nint)seconds, (nint)nanoseconds };
        Check(utimensat(Descriptor, name, times, NoFollow), name);
    }

    public override void MakeHardLink(string name, TargetFolder folder, string existing) =>
        Check(linkat(((DescriptorFolder)folder).Descriptor, existing, Descriptor, name, 0), name);

    public override void Remove(string name)
    {
        if (unlinkat(Descriptor, name, 0) != 0 && Marshal.GetLastPInvokeError() != NoSuchFile)
            throw Failure(At(name));
    }

    public override void Adjust(UnixFileMode mode, DateTimeOffset modified)
    {
        File.SetUnixFileMode(_folder, mode);
        File.SetLastWriteTimeUtc(_folder, modified.UtcDateTime);
    }

    public override void Dispose() => _folder.Dispose();

    private string At(string name) => System.IO.Path.Combine(Path, name);

    private void Check(int result, string name)
    {
        if (result != 0)
            throw Failure(At(name));
    }

    private static SafeFileHandle Opened(int descriptor, string path) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure(path);

    private static IOException Failure(string path) => new($"{ArchiveName.Shown(path)}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(int folder, string name, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(int folder, string name, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(int folder, string name, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int symlinkat(string target, int folder, string name);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(int fromFolder, string from, int toFolder, string to, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint readlinkat(int folder, string name, byte* buffer, nuint size);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int utimensat(int folder, string name, nint* times, int flags);
}
