using System.Globalization;

namespace Compose.Host.Processes;

/// <summary>Which process has started which, as Linux lists it.</summary>
internal static class ProcessTree
{
    /// <summary>All that a process has started, directly or through others, and that still runs; empty on other systems.</summary>
    public static IReadOnlyList<int> Below(int process)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var children = Directory.GetDirectories("/proc").Select(ParentOf).OfType<(int Process, int Parent)>()
            .ToLookup(pair => pair.Parent, pair => pair.Process);
        var found = new List<int> { process };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(children[found[i]]);
        return found[1..];
    }

    /// <summary>A line of `stat` begins with the id, the name in parentheses, the state and the parent.</summary>
    private static (int Process, int Parent)? ParentOf(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            return null;
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (process, int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The process has ended since the list was read.
            return null;
        }
    }
}
