namespace Compose.Testing;

/// <summary>The folder of the solution, wherever the tests were built to or started from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Path => Found.Value;

    public static string Combine(params ReadOnlySpan<string> parts)
    {
        var path = Path;
        foreach (var part in parts)
            path = System.IO.Path.Combine(path, part);
        return path;
    }

    private static string Find()
    {
        // NCOMPOSE_ROOT is for tests that were published somewhere else.
        string?[] starts = [Environment.GetEnvironmentVariable("NCOMPOSE_ROOT"), AppContext.BaseDirectory, Environment.CurrentDirectory];
        foreach (var start in starts)
        {
            for (var folder = string.IsNullOrEmpty(start) ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Compose.sln")))
                    return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            "No Compose.sln above " + AppContext.BaseDirectory + "; set NCOMPOSE_ROOT to the repository's folder.");
    }
}
