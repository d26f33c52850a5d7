using Compose.Host;

namespace Compose.Watch.Manifests;

/// <summary>The manifests of all containers in a private folder of the user.</summary>
public sealed class ManifestStore
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly string? _folder;

    private ManifestStore(string? folder) => _folder = folder;

    /// <summary>The store in the user's state folder. Without a usable folder manifests live as long as the process.</summary>
    public static ManifestStore Open(ProcessEnvironment environment)
    {
        var state = environment[EnvironmentNames.StateFolder] is { Length: > 0 } own ? own
            : environment[EnvironmentNames.Home] is { Length: > 0 } home ? Path.Combine(home, ".local", "state")
            : null;
        return state is null || !Path.IsPathRooted(state) ? new ManifestStore(null) : In(Path.Combine(state, "ncompose", "watch"));
    }

    /// <summary>The manifest of a container; a new one when there is none or it cannot be read.</summary>
    public SyncManifest Read(string containerId) =>
        FileOf(containerId) is { } file ? new SyncManifest(new ManifestFile(file)) : SyncManifest.InMemory();

    /// <summary>Forgets a container that has been removed.</summary>
    public void Remove(string containerId)
    {
        if (FileOf(containerId) is { } file)
            Delete(file);
    }

    internal static ManifestStore In(string folder)
    {
        if (PrivateFolder.Claim(folder) is not null)
            return new ManifestStore(null);
        var store = new ManifestStore(folder);
        store.RemoveOld();
        return store;
    }

    private string? FileOf(string containerId) => _folder is { } folder && containerId.Length > 0 && containerId.All(char.IsAsciiLetterOrDigit)
        ? Path.Combine(folder, containerId)
        : null;

    private void RemoveOld()
    {
        foreach (var file in Directory.EnumerateFiles(_folder!))
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Longest)
                Delete(file);
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
