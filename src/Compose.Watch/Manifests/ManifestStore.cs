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
    public static ManifestStore Open(ProcessEnvironment environment) =>
        StateFolder.Of(environment, "watch") is { } folder ? In(folder) : new ManifestStore(null, Forgotten("there is no state folder"));

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
            StateFolder.Delete(file);
    }

    internal static ManifestStore In(string folder)
    {
        if (PrivateFolder.Claim(folder) is { } reason)
            return new ManifestStore(null, Forgotten($"{folder} cannot be used: {reason}"));
        StateFolder.RemoveOld(folder, Longest);
        return new ManifestStore(folder);
    }

    private static string Forgotten(string reason) => $"the next watch will not know what this one copied, because {reason}";

    private string? FileOf(string containerId) =>
        _folder is { } folder && containerId.Length > 0 && containerId.All(char.IsAsciiLetterOrDigit)
        ? Path.Combine(folder, containerId)
        : null;

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
}
