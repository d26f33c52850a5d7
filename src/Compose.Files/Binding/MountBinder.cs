using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>Mounts, and configs and secrets as files in the container.</summary>
internal static class MountBinder
{
    public static Mount Mount(YamlMapping mount) => new()
    {
        Type = Type(mount.Text("type")),
        Source = mount.Text("source"),
        Target = mount.Text("target") ?? "",
        ReadOnly = mount.Flag("read_only"),
        Consistency = mount.Text("consistency"),
        Bind = mount.Object("bind", Bind),
        Volume = mount.Object("volume", Volume),
        Tmpfs = mount.Object("tmpfs", tmpfs => new TmpfsOptions { Size = tmpfs.Long("size"), Mode = tmpfs.Int("mode") }),
        Image = mount.Object("image", image => new ImageOptions(image.Text("subpath"))),
    };

    public static FileReference FileReference(YamlMapping reference) => new()
    {
        Source = reference.Text("source") ?? "",
        Target = reference.Text("target"),
        Uid = reference.Text("uid"),
        Gid = reference.Text("gid"),
        Mode = reference.Text("mode") is { } mode ? Octal(mode) : null,
    };

    private static MountType Type(string? type) => type switch
    {
        "bind" => MountType.Bind,
        "tmpfs" => MountType.Tmpfs,
        "image" => MountType.Image,
        "npipe" => MountType.NamedPipe,
        "cluster" => MountType.Cluster,
        _ => MountType.Volume,
    };

    private static BindOptions Bind(YamlMapping bind) => new()
    {
        SELinux = bind.Text("selinux"),
        Propagation = bind.Text("propagation"),
        CreateHostPath = bind.Flag("create_host_path", otherwise: true),
        IsCreateHostPathSaid = bind["create_host_path"] is { Span.IsNone: false },
        Recursive = bind.Text("recursive"),
    };

    private static VolumeOptions Volume(YamlMapping volume) => new()
    {
        Labels = volume.Strings("labels"),
        NoCopy = volume.Flag("nocopy"),
        Subpath = volume.Text("subpath"),
    };

    private static int? Octal(string digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
                return null;
            value = unchecked((value * 8) + (digit - '0'));
        }

        return value;
    }
}
