using Compose.Host;

namespace Compose.Watch.Manifests;

/// <summary>The manifests of all containers in a private folder of the user.</summary>
public sealed class ManifestStore
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly string? _folder;

    private ManifestStore(string? folder, string? problem = null) => (_folder, Problem) = (folder, problem);

    /// <summary>Why nothing is kept for the next watch, as a sentence; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>The store in the user's state folder. Without a usable folder manifests live as long as the process.</summary>
    public static ManifestStore Open(ProcessEnvironment environment)
    {
        var state = environment[EnvironmentNames.StateFolder] is { Length: > 0 } own ? own
            : environment[EnvironmentNames.Home] is { Length: > 0 } home ? Path.Combine(home, ".local", "state")
            : null;
        return state is null || !Path.IsPathRooted(state)
            ? new ManifestStore(null, Forgotten("there is no state folder"))
            : In(Path.Combine(state, "ncompose", "watch"));
    }

    /// <summary>The manifest of a container; a new one when there is none or it cannot be read.</summary>
    public SyncManifest Read(string containerId)
    {
        if (FileOf(containerId) is not { } file)
            return SyncManifest.InMemory();
        Keep(file);
        return new SyncManifest(new ManifestFile(file));
    }

    /// <summary>Forgets a container that has been removed.</summary>
    public void Remove(string containerId)
    {
        if (FileOf(containerId) is { } file)
            Delete(file);
    }

    internal static ManifestStore In(string folder)
    {
        if (PrivateFolder.Claim(folder) is { } reason)
            return new ManifestStore(null, Forgotten($"{folder} cannot be used: {reason}"));
        var store = new ManifestStore(folder);
        store.RemoveOld();
        return store;
    }

    private static string Forgotten(string reason) => $"the next watch will not know what this one copied, because {reason}";

    private string? FileOf(string containerId) => _folder is { } folder && containerId.Length > 0 && containerId.All(char.IsAsciiLetterOrDigit)
        ? Path.Combine(folder, containerId)
        : null;

    private void RemoveOld()
    {
        foreach (var file in Directory.EnumerateFiles(_folder!))
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Longest)
                Delete(file);
    }

    /// <summary>A manifest in which nothing changes is not old while its container is watched.</summary>
    private static void Keep(string file)
    {
        try
        {
            if (File.Exists(file))
                File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It may be taken for old once.
        }
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It is old then, and the id of its container never comes again.
        }
    }
}
