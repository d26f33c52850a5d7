using Compose.Testing;

namespace Compose.Files.Tests;

/// <summary>
/// Cases that a comparison leaves out, each with its reason: lines of `case: reason` in a file beside the test. A line that is no longer
/// needed is as wrong as one that is missing.
/// </summary>
internal static class ListedDifferences
{
    /// <summary>What is found but not listed, and what is listed but not found; empty when the list is right.</summary>
    public static string Compare(string file, IReadOnlyDictionary<string, string> found)
    {
        var listed = Read(file);
        var unlisted = found.Where(difference => !listed.Contains(difference.Key))
            .Select(difference => $"not listed: {difference.Key}: {difference.Value}");
        var unfound = listed.Where(known => !found.ContainsKey(known)).Select(known => $"listed without need: {known}");
        return string.Join('\n', unlisted.Concat(unfound));
    }

    private static HashSet<string> Read(string file)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(RepositoryRoot.Combine("tests", "Compose.Files.Tests", file)))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
                throw new FormatException($"{file}: \"{line}\" has no reason behind a colon");
            listed.Add(line[..colon]);
        }

        return listed;
    }
}
