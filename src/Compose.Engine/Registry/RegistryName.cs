namespace Compose.Engine.Registry;

/// <summary>Which registry an image reference means, under the names that the docker configuration uses.</summary>
public static class RegistryName
{
    /// <summary>Docker Hub's entry, kept under this address since its first version.</summary>
    public const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>The key of an image's registry in the docker configuration.</summary>
    public static string KeyOf(string image)
    {
        var slash = image.IndexOf('/');
        if (slash < 0)
            return DockerHub;

        // The part before the first slash is a host only if it looks like one; else it is a user of Docker Hub.
        var first = image[..slash];
        var isHost = first.Contains('.') || first.Contains(':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        return !isHost || first is "docker.io" or "index.docker.io" ? DockerHub : first;
    }

    /// <summary>The host in a key, which may be written as an address.</summary>
    public static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? key : key[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }
}
