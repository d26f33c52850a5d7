using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>A service under its own name for the other pods, and a second one for what it publishes.</summary>
internal static class Services
{
    public static string PublishedName(Service service) => KubernetesNames.Service(service.Name + "-published");

    public static YamlMapping Exposed(ComposeProject project, Service service, ImmutableArray<ServicePort> ports) =>
        Of(project, service, KubernetesNames.Service(service.Name), ports.Select(port => Port(port.Name, port.Target, port)));

    public static YamlMapping Published(ComposeProject project, Service service, ImmutableArray<ServicePort> ports) =>
        Of(project, service, PublishedName(service), ports.DistinctBy(port => KubernetesNames.Port(port.Published, port.Protocol))
            .Select(port => Port(KubernetesNames.Port(port.Published, port.Protocol), port.Published, port)));

    private static YamlMapping Of(ComposeProject project, Service service, string name, IEnumerable<YamlNode> ports)
    {
        var labels = ManifestParts.Labels(project, service);
        var spec = new TreeBuilder();
        spec.Add("selector", labels);
        spec.Items("ports", ports);
        return ManifestParts.Of("v1", "Service", name, project, labels).With("spec", spec.Build());
    }

    private static YamlMapping Port(string name, int number, ServicePort port)
    {
        var entry = new TreeBuilder();
        entry.Text("name", name);
        entry.Number("port", number);
        entry.Text("protocol", port.Protocol);
        entry.Text("targetPort", port.Name);
        return entry.Build();
    }
}
