namespace Compose.Host;

/// <summary>Where the user's programs keep what should survive a restart and is no configuration.</summary>
public static class StateFolder
{
    /// <summary>The folder of ncompose for one purpose; null when the user has no state folder.</summary>
    public static string? Of(ProcessEnvironment environment, string purpose)
    {
        var state = environment[EnvironmentNames.StateFolder] is { Length: > 0 } own ? own
            : environment[EnvironmentNames.Home] is { Length: > 0 } home ? Path.Combine(home, ".local", "state")
            : null;
        return state is null || !Path.IsPathRooted(state) ? null : Path.Combine(state, "ncompose", purpose);
    }

    /// <summary>Deletes a file. A refusal of the machine leaves it where it is.</summary>
    public static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It is old then, which every reader can see.
        }
    }

    /// <summary>Deletes the files that were not written for so long.</summary>
    public static void RemoveOld(string folder, TimeSpan longest)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > longest)
                Delete(file);
    }
}
