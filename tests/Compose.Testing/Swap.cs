using System.Runtime.InteropServices;

namespace Compose.Testing;

/// <summary>Two names of the file system that change places at once, as only Linux can.</summary>
public static partial class Swap
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    public static void Names(string one, string other) => _ = renameat2(CurrentFolder, one, CurrentFolder, other, Exchange);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);
}
