using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>The name of a service's image: its own, or for one that is only built the project's and the service's.</summary>
public static class ImageReference
{
    private const string Official = "library/";
    private const string Latest = ":latest";

    public static string Of(ComposeProject project, Service service) =>
        service.Image is { Length: > 0 } image ? image : project.Name + project.Separator + service.Name;

    /// <summary>
    /// As Docker writes it: without Docker Hub, which is where names without a host are, and with the tag or digest. One image has one such name.
    /// </summary>
    public static string Familiar(string reference)
    {
        foreach (var hub in new[] { "docker.io/", "index.docker.io/" })
            if (reference.StartsWith(hub, StringComparison.Ordinal))
                reference = reference[hub.Length..];
        if (reference.StartsWith(Official, StringComparison.Ordinal) && reference.LastIndexOf('/') < Official.Length)
            reference = reference[Official.Length..];
        return reference.Contains('@') || reference.LastIndexOf(':') > reference.LastIndexOf('/') ? reference : reference + Latest;
    }

    /// <summary>Whether it is the tag that is expected to move.</summary>
    public static bool IsLatest(string reference) => Familiar(reference).EndsWith(Latest, StringComparison.Ordinal);
}
