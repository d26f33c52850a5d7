using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>Networks: pods accept connections from pods of the same network, and from everywhere on the ports that they publish.</summary>
internal static class Policies
{
    public static YamlMapping OfNetwork(ComposeProject project, string network)
    {
        var label = new TreeBuilder();
        label.Text(ManifestParts.Network(network), "true");
        var pods = ManifestParts.Selector(label.Build());
        var peer = new TreeBuilder();
        peer.Add("podSelector", pods);
        var rule = new TreeBuilder();
        rule.Items("from", [peer.Build()]);
        return Policy(project, KubernetesNames.Safe($"{network}-network-policy"), ManifestParts.Labels(project, null), pods, rule);
    }

    public static YamlMapping OfPublished(ComposeProject project, Service service, ImmutableArray<ServicePort> ports)
    {
        var labels = ManifestParts.Labels(project, service);
        var rule = new TreeBuilder();
        rule.Items("ports", ports.Select(port => port with { Published = 0 }).Distinct().Select(Port));
        return Policy(project, KubernetesNames.Safe($"{service.Name}-published"), labels, ManifestParts.Selector(labels), rule);
    }

    private static YamlMapping Port(ServicePort port)
    {
        var entry = new TreeBuilder();
        entry.Text("protocol", port.Protocol);
        entry.Number("port", port.Target);
        return entry.Build();
    }

    private static YamlMapping Policy(ComposeProject project, string name, YamlMapping labels, YamlMapping pods, TreeBuilder rule)
    {
        var spec = new TreeBuilder();
        spec.Add("podSelector", pods);
        spec.Items("policyTypes", [YamlScalar.String(SourceSpan.None, "Ingress")]);
        spec.Items("ingress", [rule.Build()]);
        return ManifestParts.Of("networking.k8s.io/v1", "NetworkPolicy", name, project, labels).With("spec", spec.Build());
    }
}
