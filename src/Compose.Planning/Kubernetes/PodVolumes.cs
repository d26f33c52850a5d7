using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>The volumes of a pod, and where its container mounts them.</summary>
internal sealed class PodVolumes
{
    private readonly ComposeProject _project;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public PodVolumes(ComposeProject project, Service service)
    {
        _project = project;
        foreach (var mount in service.Volumes)
            Add(mount);
        foreach (var tmpfs in service.Tmpfs)
            Add(tmpfs.Split(':')[0], "emptyDir", Memory(SizeOf(tmpfs)));
        if (service.ShmSize > 0)
            Add("/dev/shm", "emptyDir", Memory(service.ShmSize));
        foreach (var secret in service.Secrets)
            Add(secret, "/run/secrets/", "secret", "secretName", Safe(project.Secrets, secret.Source));
        foreach (var config in service.Configs)
            Add(config, "/", "configMap", "name", project.Configs.TryGet(config.Source, out var found) && found.External
                ? KubernetesNames.Safe(found.Name) : KubernetesNames.Safe(project.Name));
    }

    public List<YamlNode> Volumes { get; } = [];
    public List<YamlNode> Mounts { get; } = [];

    private static string Safe(NamedMap<FileObject> files, string key) =>
        KubernetesNames.Safe(files.TryGet(key, out var file) && file.External ? file.Name : key);

    private void Add(Mount mount)
    {
        var source = new TreeBuilder();
        switch (mount.Type)
        {
            case MountType.Volume when mount.Source is { Length: > 0 } key && _project.Volumes.TryGet(key, out var volume):
                source.Text("claimName", Claims.NameOf(volume));
                source.Flag("readOnly", mount.ReadOnly);
                Add(mount.Target, "persistentVolumeClaim", source, mount.ReadOnly, mount.Volume?.Subpath);
                break;
            case MountType.Bind:
                source.Text("path", mount.Source);
                Add(mount.Target, "hostPath", source, mount.ReadOnly);
                break;
            case MountType.Image:
                source.Text("reference", mount.Source);
                source.Text("pullPolicy", "IfNotPresent");
                Add(mount.Target, "image", source, mount.ReadOnly, mount.Image?.Subpath);
                break;
            case MountType.Tmpfs:
                Add(mount.Target, "emptyDir", Memory(mount.Tmpfs?.Size ?? 0), mount.ReadOnly);
                break;
            default:
                Add(mount.Target, "emptyDir", source, mount.ReadOnly);
                break;
        }
    }

    private void Add(FileReference file, string folder, string kind, string nameKey, string name)
    {
        var item = new TreeBuilder();
        item.Text("key", file.Source);
        item.Text("path", file.Source);
        var source = new TreeBuilder();
        source.Text(nameKey, name);
        source.Items("items", [item.Build()]);
        if (file.Mode is { } mode)
            source.Number("defaultMode", mode & 0b111_111_111);
        var target = file.Target is { Length: > 0 } given ? given : file.Source;
        Add(target.StartsWith('/') ? target : folder + target, kind, source, readOnly: true, file.Source);
    }

    private void Add(string target, string kind, TreeBuilder source, bool readOnly = false, string? subPath = null)
    {
        var name = Name(target);
        var volume = new TreeBuilder();
        volume.Text("name", name);
        volume.Add(kind, source.Build());
        Volumes.Add(volume.Build());
        var mount = new TreeBuilder();
        mount.Text("name", name);
        mount.Text("mountPath", target);
        mount.Text("subPath", subPath);
        mount.Flag("readOnly", readOnly);
        Mounts.Add(mount.Build());
    }

    private string Name(string target)
    {
        var wanted = KubernetesNames.Safe(target);
        var name = wanted;
        for (var number = 2; !_names.Add(name); number++)
            name = KubernetesNames.Safe(string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}"));
        return name;
    }

    private static TreeBuilder Memory(long size)
    {
        var directory = new TreeBuilder();
        directory.Text("medium", "Memory");
        if (size > 0)
            directory.Text("sizeLimit", size.ToString(CultureInfo.InvariantCulture));
        return directory;
    }

    private static long SizeOf(string tmpfs) => tmpfs.Split(':', 2) is [_, var options]
        && options.Split(',').FirstOrDefault(option => option.StartsWith("size=", StringComparison.Ordinal)) is { } size
        && Files.Values.ByteSize.TryParse(size["size=".Length..], out var bytes, out _) ? bytes : 0;
}
