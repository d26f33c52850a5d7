using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;

namespace Compose.Planning.Kubernetes;

/// <summary>A volume of the project, which all of its services share.</summary>
internal static class Claims
{
    private const string Size = "100Mi";

    public static string NameOf(Volume volume) => KubernetesNames.Safe(volume.External ? volume.Name : volume.Key);

    public static YamlMapping Of(ComposeProject project, Volume volume)
    {
        var requests = new TreeBuilder();
        requests.Text("storage", Size);
        var resources = new TreeBuilder();
        resources.Add("requests", requests);
        var spec = new TreeBuilder();
        spec.Items("accessModes", [YamlScalar.String(SourceSpan.None, UsersOf(project, volume) > 1 ? "ReadWriteMany" : "ReadWriteOnce")]);
        spec.Text("volumeMode", "Filesystem");
        spec.Add("resources", resources);
        var labels = ManifestParts.Labels(project, null)
            .With(LabelNames.Volume, YamlScalar.String(SourceSpan.None, KubernetesNames.Label(volume.Key)));
        return ManifestParts.Of("v1", "PersistentVolumeClaim", NameOf(volume), project, labels).With("spec", spec.Build());
    }

    private static int UsersOf(ComposeProject project, Volume volume) => project.Services.Values
        .Where(service => service.Volumes.Any(mount => mount.Type == MountType.Volume && mount.Source == volume.Key)).Sum(service =>
            Math.Max(1, service.Replicas));
}
