namespace Compose.Engine.Registry;

/// <summary>An image reference taken apart.</summary>
public static class ImageName
{
    private const string HubHost = "docker.io/";

    /// <summary>The second part is a tag or a digest; without either it is <c>latest</c>, for the engine would take every tag.</summary>
    public static (string Repository, string Tag) Split(string image)
    {
        var at = image.IndexOf('@');
        if (at >= 0)
            return (Untagged(image[..at]), image[(at + 1)..]);

        var colon = TagStart(image);
        return colon < 0 ? (image, "latest") : (image[..colon], image[(colon + 1)..]);
    }

    public static bool HasDigest(string image) => image.Contains('@');

    /// <summary>The same repository by content.</summary>
    public static string AtDigest(string image, string digest) => $"{Split(image).Repository}@{digest}";

    /// <summary>In full, as registries and lock files have it: <c>busybox</c> is <c>docker.io/library/busybox:latest</c>.</summary>
    public static string InFull(string image)
    {
        var (repository, tag) = Split(image);
        if (RegistryName.KeyOf(repository) == RegistryName.DockerHub)
        {
            var path = repository.StartsWith(HubHost, StringComparison.Ordinal) ? repository[HubHost.Length..]
                : repository.StartsWith("index." + HubHost, StringComparison.Ordinal) ? repository["index.".Length..][HubHost.Length..]
                : repository;
            repository = HubHost + (path.Contains('/') ? path : "library/" + path);
        }

        return repository + (HasDigest(image) ? "@" : ":") + tag;
    }

    private static string Untagged(string name) => TagStart(name) is >= 0 and var colon ? name[..colon] : name;

    // A colon before the last slash belongs to the port of a registry.
    private static int TagStart(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? colon : -1;
    }
}
