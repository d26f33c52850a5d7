using Compose.Files.Model;
using DeclaredProject = Compose.Files.Model.ComposeProject;

namespace NCompose;

/// <summary>
/// What has to differ between two stacks of the same files on one engine: fixed names of containers, networks and volumes, and published
/// ports.
/// </summary>
internal static class Isolation
{
    public static DeclaredProject Apply(DeclaredProject project, PortMode ports) => project with
    {
        Services = project.Services.Select((_, service) => Apply(service, ports)),
        DisabledServices = project.DisabledServices.Select((_, service) => Apply(service, ports)),
        Networks = project.Networks.Select((key, network) => network.External ? network : network with { Name = NameOf(project, key) }),
        Volumes = project.Volumes.Select((key, volume) => volume.External ? volume : volume with { Name = NameOf(project, key) }),
    };

    private static Service Apply(Service service, PortMode ports) => service with
    {
        ContainerName = null,
        Ports = ports == PortMode.AsDeclared ? service.Ports : [.. service.Ports.Select(port => port with { Published = null })],
    };

    private static string NameOf(DeclaredProject project, string key) => $"{project.Name}_{key}";
}
