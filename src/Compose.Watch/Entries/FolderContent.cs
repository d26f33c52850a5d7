using System.IO.Enumeration;

namespace Compose.Watch.Entries;

/// <summary>The names in a folder.</summary>
internal static class FolderContent
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, ReturnSpecialDirectories = false };

    private static readonly FileSystemEnumerable<string>.FindTransform FullPath = static (ref entry) => entry.ToFullPath();

    /// <summary>Empty for a folder that is gone or may not be read.</summary>
    public static List<string> Paths(string folder) => List(folder, static (ref _) => true);

    /// <summary>Also links that lead to folders.</summary>
    public static List<string> Folders(string folder) => List(folder, static (ref entry) => entry.IsDirectory);

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
