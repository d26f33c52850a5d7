using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compose.Host;

namespace Compose.Files.Text;

/// <summary>
/// Reads files that other files name. A pipe that no process writes to, a socket or a device would block the program or have no end, so
/// these are errors; not so the pipes that a shell hands over (`&lt;(…)`, /dev/stdin), and /dev/null, which is an empty file.
/// </summary>
public static class RegularFile
{
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
    public static bool IsSpecial(string path) =>
        OperatingSystem.IsLinux() && LinuxStatus.Behind(path) is { Kind: FileKind.Other };

    /// <summary>What the caller of this program has opened for it.</summary>
    private static bool IsDescriptor(string path) =>
        path is "/dev/stdin" || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
            || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    /// <summary>
    /// Whether something is behind the path and all links. What cannot be followed (a link to itself) is there: reading it says why. The
    /// pipe of a descriptor is there too, although its link names no file.
    /// </summary>
    [SupportedOSPlatform("linux")]
    internal static bool IsThere(string path) =>
        !path.Contains('\0') && (LinuxStatus.Behind(path) is not null || Marshal.GetLastPInvokeError() == TooManyLinks);

    /// <summary>Also what is not there: reading it says why.</summary>
    [SupportedOSPlatform("linux")]
    private static bool IsReadable(string path) =>
        LinuxStatus.Behind(path) is not { } status || status.Kind is FileKind.File or FileKind.Folder || status.IsNullDevice;
}
