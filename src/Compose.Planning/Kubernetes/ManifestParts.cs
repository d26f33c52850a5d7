using Compose.Files.Model;
using Compose.Files.Yaml;
using Compose.Planning.Naming;

namespace Compose.Planning.Kubernetes;

/// <summary>What all manifests have: kind, name, namespace and labels.</summary>
internal static class ManifestParts
{
    private const string NetworkLabel = "com.docker.compose.network.";

    /// <summary>Without a project the object belongs to no namespace.</summary>
    public static YamlMapping Of(string version, string kind, string name, ComposeProject? project, YamlMapping? labels)
    {
        var metadata = new TreeBuilder();
        metadata.Text("name", name);
        metadata.Text("namespace", project is null ? null : KubernetesNames.Safe(project.Name));
        if (labels is not null)
            metadata.Add("labels", labels);
        var manifest = new TreeBuilder();
        manifest.Text("apiVersion", version);
        manifest.Text("kind", kind);
        manifest.Add("metadata", metadata);
        return manifest.Build();
    }

    public static YamlMapping Labels(ComposeProject project, Service? service)
    {
        var labels = new TreeBuilder();
        labels.Text(LabelNames.Project, KubernetesNames.Label(project.Name));
        if (service is not null)
            labels.Text(LabelNames.Service, KubernetesNames.Label(service.Name));
        return labels.Build();
    }

    public static YamlMapping PodLabels(ComposeProject project, Service service)
    {
        var labels = Labels(project, service);
        foreach (var network in service.Networks.Keys)
            labels = labels.With(Network(network), YamlScalar.String(Files.Text.SourceSpan.None, "true"));
        return labels;
    }

    public static string Network(string key) => KubernetesNames.Label(NetworkLabel + key);

    public static YamlMapping Selector(YamlMapping labels)
    {
        var selector = new TreeBuilder();
        selector.Add("matchLabels", labels);
        return selector.Build();
    }
}
