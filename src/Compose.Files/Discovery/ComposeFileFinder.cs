using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Discovery;

/// <summary>Searches for compose files when none is named: in a folder, then in each folder above it.</summary>
public static class ComposeFileFinder
{
    private static readonly ImmutableArray<string> FileNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    private static readonly ImmutableArray<string> OverrideNames =
        ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

    /// <summary>The file and its override, as absolute paths; empty when there is none up to the root.</summary>
    public static ImmutableArray<string> Search(string directory, FileSource files, DiagnosticBag diagnostics)
    {
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (First(folder, FileNames, "config", files, diagnostics) is not { } file)
                continue;
            return First(folder, OverrideNames, "override", files, diagnostics) is { } overriding ? [file, overriding] : [file];
        }

        return [];
    }

    /// <summary>The usual compose file of one folder; null when it has none.</summary>
    public static string? In(string folder) => First(folder, FileNames, "config", FileSource.Disk, []);

    private static string? First(string folder, ImmutableArray<string> names, string what, FileSource files, DiagnosticBag diagnostics)
    {
        var found = new List<string>();
        foreach (var name in names)
            if (Path.Combine(folder, name) is var path && files.Exists(path))
                found.Add(path);
        if (found.Count > 1)
            diagnostics.Add(DiscoveryProblems.SeveralFiles(what, found));
        return found.Count > 0 ? found[0] : null;
    }
}
