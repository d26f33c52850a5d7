using Compose.Files.Model;

namespace Compose.Planning.Naming;

/// <summary>The image of a service: its own, or `project-service` if it is only built.</summary>
public static class ImageReference
{
    private const string Official = "library/";
    private const string Latest = ":latest";

    public static string Of(ComposeProject project, Service service) =>
        service.Image is { Length: > 0 } image ? image : project.Name + project.Separator + service.Name;

    /// <summary>
    /// The form that Docker prints: without Docker Hub, which is the default host, and with the tag or digest. Each image has one such
    /// name.
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

    public static bool IsLatest(string reference) => Familiar(reference).EndsWith(Latest, StringComparison.Ordinal);
}
