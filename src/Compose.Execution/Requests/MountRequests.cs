using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Api = Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>
/// Volumes, binds, and files of secrets and configs. Plain ones go as bind strings, which create a missing host path; whatever needs
/// more goes as a mount. One target is mounted once: the service's own volumes come before secrets, secrets before configs.
/// </summary>
public static class MountRequests
{
    public static (IList<string>? Binds, IList<Api.Mount>? Mounts) Create(ContainerInputs inputs)
    {
        var binds = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var mounts = new SortedDictionary<string, Api.Mount>(StringComparer.Ordinal);
        var inherited = inputs.Spec.Inherited.Select(mount => mount.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var mount in inputs.Service.Volumes)
        {
            if (mount.Type == MountType.Volume && string.IsNullOrEmpty(mount.Source) && inherited.Contains(mount.Target))
                continue;
            if (BindString(inputs.Spec, mount) is { } bind)
                binds[mount.Target] = bind;
            else
                mounts[mount.Target] = Create(inputs.Spec, mount);
        }

        foreach (var mount in inputs.Spec.Inherited)
            if (!binds.ContainsKey(mount.Target))
                mounts.TryAdd(
                    mount.Target,
                    new Api.Mount { Type = "volume", Source = mount.Volume, Target = mount.Target, ReadOnly = True(mount.ReadOnly) });
        foreach (var mount in FileMounts(inputs))
            if (!binds.ContainsKey(mount.Target!))
                mounts.TryAdd(mount.Target!, mount);
        return (binds.Count == 0 ? null : [.. binds.Values], mounts.Count == 0 ? null : [.. mounts.Values]);
    }

    private static string? BindString(ContainerSpec spec, Files.Model.Mount mount) => mount.Type switch
    {
        MountType.Bind when !NeedsMount(mount.Bind, spec.Dialect) => Text(mount.Source ?? "", mount),
        MountType.Volume when !NeedsMount(mount.Volume) && spec.Volumes.TryGet(mount.Source ?? "", out var volume) =>
            Text(volume.Name, mount),
        _ => null,
    };

    private static bool Creates(Files.Model.BindOptions bind, Dialect dialect) =>
        bind.CreateHostPath && (dialect == Dialect.V5 || bind.IsCreateHostPathSaid);

    private static bool NeedsMount(Files.Model.BindOptions? bind, Dialect dialect) =>
        bind is not null && (!Creates(bind, dialect) || bind.Propagation is { Length: > 0 } || bind.Recursive is { Length: > 0 });

    private static bool NeedsMount(Files.Model.VolumeOptions? volume) =>
        volume is not null && (volume.Labels.Count > 0 || volume.Subpath is { Length: > 0 } || volume.NoCopy);

    private static string Text(string source, Files.Model.Mount mount)
    {
        var options = mount.ReadOnly ? "ro" : "rw";
        if (mount.Bind?.SELinux is { Length: > 0 } label)
            options += "," + label;
        if (mount.Volume is { NoCopy: true })
            options += ",nocopy";
        return $"{source}:{mount.Target}:{options}";
    }

    private static Api.Mount Create(ContainerSpec spec, Files.Model.Mount mount) => new()
    {
        Type = TypeName(mount.Type),
        Source = mount.Type == MountType.Volume && spec.Volumes.TryGet(mount.Source ?? "", out var volume) ? volume.Name : mount.Source,
        Target = mount.Target,
        ReadOnly = True(mount.ReadOnly),
        Consistency = mount.Consistency,
        BindOptions = mount is { Type: MountType.Bind, Bind: { } bind } ? Options(bind, spec.Dialect) : null,
        VolumeOptions = mount is { Type: MountType.Volume, Volume: { } options } ? Options(options) : null,
        TmpfsOptions = mount is { Type: MountType.Tmpfs, Tmpfs: { } tmpfs } ? Options(tmpfs) : null,
        ImageOptions = mount is { Type: MountType.Image, Image: { } image } ? new Api.ImageOptions { Subpath = image.Subpath } : null,
    };

    internal static string TypeName(MountType type) => type switch
    {
        MountType.NamedPipe => "npipe",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static Api.BindOptions Options(Files.Model.BindOptions bind, Dialect dialect) => new()
    {
        Propagation = bind.Propagation,
        CreateMountpoint = True(Creates(bind, dialect)),
        NonRecursive = True(bind.Recursive == "disabled"),
        ReadOnlyNonRecursive = True(bind.Recursive == "writable"),
        ReadOnlyForceRecursive = True(bind.Recursive == "readonly"),
    };

    private static Api.VolumeOptions Options(Files.Model.VolumeOptions volume) => new()
    {
        NoCopy = True(volume.NoCopy),
        Subpath = volume.Subpath,
        Labels = HostRequest.Map(volume.Labels),
    };

    private static Api.TmpfsOptions Options(Files.Model.TmpfsOptions tmpfs) => new()
    {
        SizeBytes = HostRequest.NonZero(tmpfs.Size),
        Mode = tmpfs.Mode == 0 ? null : (uint)tmpfs.Mode,
    };

    /// <summary>
    /// Secrets and configs that are files are mounted read-only; a missing file is the engine's error, not an empty folder.
    /// </summary>
    private static IEnumerable<Api.Mount> FileMounts(ContainerInputs inputs)
    {
        foreach (var secret in inputs.Service.Secrets)
            if (inputs.Spec.Project.Secrets.TryGet(secret.Source, out var source) && source.File is { Length: > 0 } file)
                yield return FileMount(file, FileTargets.Secret(secret), new Api.BindOptions());
        foreach (var config in inputs.Service.Configs)
            if (inputs.Spec.Project.Configs.TryGet(config.Source, out var source) && source.File is { Length: > 0 } file)
                yield return FileMount(file, FileTargets.Config(config), null);
    }

    private static Api.Mount FileMount(string file, string target, Api.BindOptions? options) =>
        new() { Type = "bind", Source = file, Target = target, ReadOnly = true, BindOptions = options };

    private static bool? True(bool value) => value ? true : null;
}
