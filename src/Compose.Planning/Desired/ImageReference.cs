using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>The name of a service's image: its own, or for one that is only built the project's and the service's.</summary>
public static class ImageReference
{
    public static string Of(ComposeProject project, Service service) =>
        service.Image is { Length: > 0 } image ? image : project.Name + project.Separator + service.Name;
}
