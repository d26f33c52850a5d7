using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compose.Files.Text;

/// <summary>
/// Reads files that other files name. A pipe that no process writes to, a socket or a device would block the program or have no end, so
/// these are errors; not so the pipes that a shell hands over (`&lt;(…)`, /dev/stdin), and /dev/null, which is an empty file.
/// </summary>
public static unsafe partial class RegularFile
{
    private const int CurrentFolder = -100;
    private const uint KindOnly = 1;
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;
    private const int CharacterDevice = 0x2000;
    private const int TooManyLinks = 40;

    public static byte[] ReadAllBytes(string path)
    {
        Check(path);
        return File.ReadAllBytes(path);
    }

    public static string ReadAllText(string path)
    {
        Check(path);
        return File.ReadAllText(path);
    }

    /// <summary>An error for what is not to be opened; not for what is not there.</summary>
    public static void Check(string path)
    {
        if (Refusal(path) is { } reason)
            throw new IOException(reason);
    }

    /// <summary>Why a file is not to be opened; null for what can be, and for what is not there.</summary>
    public static string? Refusal(string path)
    {
        // The words of the system; its functions would take the path for one that ends there.
        if (path.Contains('\0'))
            return "invalid argument";
        return OperatingSystem.IsLinux() && !IsDescriptor(path) && !IsReadable(path) ? "not a regular file" : null;
    }

    /// <summary>Whether there is a device, a pipe or a socket of this name, /dev/null among them.</summary>
    public static bool IsSpecial(string path)
    {
        Status status = default;
        return OperatingSystem.IsLinux() && statx(CurrentFolder, path, 0, KindOnly, &status) == 0
            && (status.Mode & KindMask) is not (Regular or Folder);
    }

    /// <summary>What the caller of this program has opened for it.</summary>
    private static bool IsDescriptor(string path) =>
        path is "/dev/stdin" || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
            || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    /// <summary>
    /// Whether something is behind the path and all links. What cannot be followed (a link to itself) is there: reading it says why. The
    /// pipe of a descriptor is there too, although its link names no file.
    /// </summary>
    [SupportedOSPlatform("linux")]
    internal static bool IsThere(string path)
    {
        Status status = default;
        return !path.Contains('\0')
            && (statx(CurrentFolder, path, 0, KindOnly, &status) == 0 || Marshal.GetLastPInvokeError() == TooManyLinks);
    }

    private static bool IsReadable(string path)
    {
        Status status = default;

        // Reading says why it cannot be found.
        if (statx(CurrentFolder, path, 0, KindOnly, &status) != 0)
            return true;
        return (status.Mode & KindMask) switch
        {
            Regular or Folder => true,
            CharacterDevice => status is { Major: 1, Minor: 3 },
            _ => false,
        };
    }

    /// <summary>Linux's struct statx, which is the same on every processor, as far as it is needed.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(128)]
        public uint Major;

        [FieldOffset(132)]
        public uint Minor;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, Status* result);
}
