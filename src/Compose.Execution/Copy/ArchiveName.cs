namespace Compose.Execution.Copy;

/// <summary>Names in archives, which strangers may have chosen.</summary>
public static class ArchiveName
{
    private static readonly char[] Forbidden = Path.GetInvalidFileNameChars();

    /// <summary>
    /// The parts of a path below the folder that is unpacked to; null for one that leads upwards or that no file can have.
    /// </summary>
    public static List<string>? Parts(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        return parts.Exists(part => part == ".." || part.IndexOfAny(Forbidden) >= 0) ? null : parts;
    }

    /// <summary>For messages: control characters would move the cursor or change the colours of a terminal.</summary>
    public static string Shown(string name) => string.Create(name.Length, name, (shown, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            shown[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
    });
}
