using Compose.Files.Model;
using Compose.Files.Values;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`volumes`, `tmpfs` and `shm_size`. Each node makes the named volumes that its tasks mount.</summary>
internal static class MountMapping
{
    public static List<Api.Mount> Of(ComposeProject project, Service service)
    {
        var mounts = service.Volumes.Select(mount => Of(project, mount)).Concat(service.Tmpfs.Select(Tmpfs)).ToList();
        if (service.ShmSize > 0)
            mounts.Add(new Api.Mount
            {
                Type = "tmpfs",
                Target = "/dev/shm",
                TmpfsOptions = new Api.TmpfsOptions { SizeBytes = service.ShmSize }
            });
        return mounts;
    }

    private static Api.Mount Of(ComposeProject project, Mount mount)
    {
        var made = new Api.Mount
        {
            Type = mount.Type == MountType.NamedPipe ? "npipe" : mount.Type.ToString().ToLowerInvariant(),
            Source = mount.Source,
            Target = mount.Target,
            ReadOnly = mount.ReadOnly ? true : null,
            Consistency = mount.Consistency,
        };
        switch (mount.Type)
        {
            case MountType.Volume when mount.Source is { Length: > 0 } key:
                Name(made, project, key, mount);
                break;
            case MountType.Cluster:
                made.ClusterOptions = new Api.ClusterOptions();
                made.Source = mount.Source is { } name && project.Volumes.TryGet(name, out var volume) ? volume.Name : mount.Source;
                break;
            case MountType.Bind when mount.Bind is { } bind && (bind.Propagation ?? bind.Recursive) is not null:
                made.BindOptions = new Api.BindOptions
                {
                    Propagation = bind.Propagation,
                    NonRecursive = bind.Recursive == "disabled" ? true
                    : null
                };
                break;
            case MountType.Tmpfs when mount.Tmpfs is { } tmpfs:
                made.TmpfsOptions = new Api.TmpfsOptions
                {
                    SizeBytes = tmpfs.Size > 0 ? tmpfs.Size : null,
                    Mode = tmpfs.Mode > 0
                    ? (uint)tmpfs.Mode : null
                };
                break;
            case MountType.Image when mount.Image is { Subpath: { } subpath }:
                made.ImageOptions = new Api.ImageOptions { Subpath = subpath };
                break;
        }

        return made;
    }

    private static void Name(Api.Mount made, ComposeProject project, string key, Mount mount)
    {
        var options = new Api.VolumeOptions { NoCopy = mount.Volume?.NoCopy == true ? true : null, Subpath = mount.Volume?.Subpath };
        made.VolumeOptions = options;
        if (!project.Volumes.TryGet(key, out var volume))
            return;
        made.Source = volume.Name;
        if (volume.External)
            return;
        options.Labels = StackLabels.With(project.Name, Merged(volume.Labels, mount.Volume?.Labels));
        if (volume.Driver is { Length: > 0 } || volume.DriverOpts.Count > 0)
            options.DriverConfig = new Api.Driver { Name = volume.Driver, Options = ServiceMapping.Map(volume.DriverOpts) };
    }

    private static NamedMap<string> Merged(NamedMap<string> labels, NamedMap<string>? more) =>
        more is null ? labels : new NamedMap<string>([.. labels, .. more]);

    /// <summary>`/run:size=64m,mode=1777,noexec`.</summary>
    private static Api.Mount Tmpfs(string text)
    {
        var parts = text.Split(':', 2);
        var options = new Api.TmpfsOptions();
        var others = new List<IList<string>>();
        foreach (var option in parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries) : [])
            if (option.StartsWith("size=", StringComparison.Ordinal) && ByteSize.TryParse(option["size=".Length..], out var size, out _))
                options.SizeBytes = size;
            else if (option.StartsWith("mode=", StringComparison.Ordinal)
                && option.AsSpan("mode=".Length).IndexOfAnyExceptInRange('0', '7') < 0)
                options.Mode = Convert.ToUInt32(option["mode=".Length..], 8);
            else
                others.Add([.. option.Split('=', 2)]);
        options.Options = others.Count > 0 ? others : null;
        return new Api.Mount
        {
            Type = "tmpfs",
            Target = parts[0],
            TmpfsOptions = (options.SizeBytes, options.Mode, options.Options) is (null, null, null) ? null : options,
        };
    }
}
