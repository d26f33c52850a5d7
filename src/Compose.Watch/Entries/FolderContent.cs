using System.IO.Enumeration;

namespace Compose.Watch.Entries;

/// <summary>The names in a folder.</summary>
internal static class FolderContent
{
    /// <summary>What the framework reads in place of bytes that are not UTF-8.</summary>
    private const char NoText = '\uFFFD';

    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, ReturnSpecialDirectories = false };

    private static readonly FileSystemEnumerable<string>.FindTransform FullPath = static (ref entry) => entry.ToFullPath();

    /// <summary>Empty for a folder that is gone or may not be read.</summary>
    public static List<string> Paths(string folder) => List(folder, static (ref _) => true);

    /// <summary>Also links that lead to folders, and names that are not UTF-8.</summary>
    public static List<string> Folders(string folder) =>
        List(folder, static (ref entry) => entry.IsDirectory || entry.FileName.Contains(NoText));

    /// <summary>Whether a path that is there cannot be named, because it is not UTF-8.</summary>
    public static bool IsUnreadableName(string path) => path.Contains(NoText) && EntryFacts.Of(path) is null;

    private static List<string> List(string folder, FileSystemEnumerable<string>.FindPredicate isWanted)
    {
        var found = new List<string>();
        try
        {
            var entries = new FileSystemEnumerable<string>(folder, FullPath, All) { ShouldIncludePredicate = isWanted };
            found.AddRange(entries);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It was removed or replaced meanwhile, and its change is still to come.
        }

        return found;
    }
}
