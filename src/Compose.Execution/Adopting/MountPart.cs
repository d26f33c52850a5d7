using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>
/// Volumes, binds, secrets and tmpfs: the inverse of <see cref="MountRequests"/>. A volume without a name stays one: `up` gives the new
/// container the anonymous volumes of the old one.
/// </summary>
internal sealed class MountPart(AdoptedContainer source, AdoptionScope scope, TreeBuilder service)
{
    private const string SecretFolder = "/run/secrets/";
    private const string AnonymousLabel = "com.docker.volume.anonymous";
    private static readonly string[] Propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];
    private static readonly string[] ShortOptions = ["ro", "rw", "z", "Z", "nocopy", .. Propagations];

    private readonly List<YamlNode> _volumes = [];
    private readonly List<string> _secrets = [];
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    public void Write()
    {
        var host = source.Host;
        foreach (var bind in host.Binds.OrEmpty())
            Bind(bind);
        foreach (var mount in host.Mounts.OrEmpty())
            Mount(mount);
        foreach (var mount in source.Mounts.Where(mount => mount.Type == "volume").OrderBy(mount => mount.Destination,
            StringComparer.Ordinal))
            if (IsAnonymousHere(mount))
                _volumes.Add(ComposeTree.Scalar(mount.Destination));
        service.Items("volumes", _volumes);
        service.List("tmpfs", host.Tmpfs?.OrderBy(mount => mount.Key, StringComparer.Ordinal)
            .Select(mount => mount.Value.Length > 0 ? $"{mount.Key}:{mount.Value}" : mount.Key));
        service.List("volumes_from", host.VolumesFrom?.Select(From));
        service.List("secrets", _secrets);
    }

    /// <summary>
    /// From `-v /data`. A volume that the image declares needs no attribute, and one of another container is not its own.
    /// </summary>
    private bool IsAnonymousHere(MountPoint mount) => !_targets.Contains(mount.Destination)
        && source.Config.Volumes?.ContainsKey(mount.Destination) == true && source.Image.Volumes?.ContainsKey(mount.Destination) != true;

    /// <summary>`/host/path:/target:ro,z` or `volume:/target`.</summary>
    private void Bind(string bind)
    {
        var parts = bind.Split(':');
        if (parts.Length is < 2 or > 3)
        {
            scope.Warnings.Add($"{source.Name}: the mount \"{bind}\" has no form in a compose file");
            return;
        }

        var target = Normal(parts[1]);
        _targets.Add(target);
        var options = parts.Length > 2 ? parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
        var isVolume = !parts[0].StartsWith('/');
        if (isVolume && IsAnonymous(parts[0]))
        {
            Anonymous(target, options.Contains("ro"));
            return;
        }

        var from = isVolume ? VolumeKey(parts[0]) : parts[0];
        foreach (var unknown in options.Except(ShortOptions))
            scope.Warnings.Add($"{source.Name}: compose files have no attribute for the option \"{unknown}\" of the mount at {target}");
        if (from.Length > 1 && options.Length < 2)
        {
            // The short form is what most files have.
            var suffix = options is [var one] && one != "rw" && ShortOptions.Contains(one) ? ":" + one : "";
            _volumes.Add(ComposeTree.Scalar($"{from}:{target}{suffix}"));
            return;
        }

        var mount = Entry(isVolume ? "volume" : "bind", from, target, options.Contains("ro"));
        mount.Add(isVolume ? "volume" : "bind", BindOptions(options, isVolume));
        _volumes.Add(mount.Build());
    }

    private static ComposeTree BindOptions(string[] options, bool isVolume)
    {
        var inner = new ComposeTree();
        if (isVolume)
        {
            inner.Flag("nocopy", options.Contains("nocopy"));
            return inner;
        }

        inner.Text("propagation", options.FirstOrDefault(Propagations.Contains));
        inner.Text("selinux", options.FirstOrDefault(option => option is "z" or "Z"));
        inner.Flag("create_host_path", true);
        return inner;
    }

    private void Mount(Mount mount)
    {
        var target = Normal(mount.Target ?? "");
        _targets.Add(target);
        if (mount.Type == "volume" && (mount.Source is not { Length: > 0 } || IsAnonymous(mount.Source)))
        {
            Anonymous(mount, target);
            return;
        }

        if (IsSecret(mount, target))
        {
            var name = target[SecretFolder.Length..];
            scope.Secrets[name] = mount.Source!;
            _secrets.Add(name);
            return;
        }

        var entry = Entry(mount.Type ?? "volume", mount.Type == "volume" ? VolumeKey(mount.Source!) : mount.Source, target,
            mount.ReadOnly == true);
        entry.Text("consistency", mount.Consistency is "default" ? null : mount.Consistency);
        Options(mount, entry);
        _volumes.Add(entry.Build());
    }

    private void Options(Mount mount, TreeBuilder entry)
    {
        switch (mount.Type)
        {
            case "bind":
                entry.Add("bind", BindOptions(mount.BindOptions));
                break;
            case "volume":
                entry.Add("volume", VolumeOptions(mount.VolumeOptions));
                break;
            case "tmpfs":
                entry.Add("tmpfs", TmpfsOptions(mount.TmpfsOptions));
                break;
            case "image" when mount.ImageOptions?.Subpath is { Length: > 0 } path:
                var image = new ComposeTree();
                image.Text("subpath", path);
                entry.Add("image", image);
                break;
        }
    }

    private static ComposeTree BindOptions(BindOptions? options)
    {
        var bind = new ComposeTree();
        bind.Text("propagation", options?.Propagation);
        // A mount of this kind does not create the host's path unless it says so; in a file that is the default.
        if (options?.CreateMountpoint != true)
            bind.Add("create_host_path", YamlScalar.Boolean(SourceSpan.None, false));
        bind.Text("recursive", options?.NonRecursive == true ? "disabled" : options?.ReadOnlyNonRecursive == true ? "writable"
            : options?.ReadOnlyForceRecursive == true ? "readonly" : null);
        return bind;
    }

    private static ComposeTree VolumeOptions(VolumeOptions? options)
    {
        var volume = new ComposeTree();
        volume.Flag("nocopy", options?.NoCopy == true);
        volume.Text("subpath", options?.Subpath);
        volume.Map("labels", options?.Labels);
        return volume;
    }

    private ComposeTree TmpfsOptions(TmpfsOptions? options)
    {
        var tmpfs = new ComposeTree();
        tmpfs.Size("size", options?.SizeBytes ?? 0);
        if (options?.Mode is { } mode and not 0)
            tmpfs.Add("mode", new YamlScalar(SourceSpan.None, ScalarKind.Integer, "0" + Convert.ToString(mode, 8), mode));
        if (options?.Options is { Count: > 0 } others)
            scope.Warnings.Add($"{source.Name}: compose files have no attribute for these options of a tmpfs: "
                + string.Join(", ", others.Select(one => string.Join('=', one))));
        return tmpfs;
    }

    private void Anonymous(Mount mount, string target)
    {
        if (mount.VolumeOptions?.DriverConfig is { Name.Length: > 0 } driver)
            scope.Warnings.Add($"{source.Name}: a new volume at {target} would not have the driver {driver.Name} of the one that is kept");
        Anonymous(target, mount.ReadOnly == true, VolumeOptions(mount.VolumeOptions));
    }

    private void Anonymous(string target, bool readOnly, ComposeTree? options = null)
    {
        if (!readOnly && options is null or { IsEmpty: true } && source.Image.Volumes?.ContainsKey(target) == true)
            return;
        if (!readOnly && options is null or { IsEmpty: true })
        {
            _volumes.Add(ComposeTree.Scalar(target));
            return;
        }

        var entry = Entry("volume", null, target, readOnly);
        if (options is not null)
            entry.Add("volume", options);
        _volumes.Add(entry.Build());
    }

    private static ComposeTree Entry(string type, string? from, string target, bool readOnly)
    {
        var entry = new ComposeTree();
        entry.Text("type", type);
        entry.Text("source", from);
        entry.Text("target", target);
        entry.Flag("read_only", readOnly);
        return entry;
    }

    /// <summary>Docker Compose mounts the file of a secret like this.</summary>
    private bool IsSecret(Mount mount, string target) =>
        mount is { Type: "bind", ReadOnly: true, Source.Length: > 0 } && source.Label(LabelNames.Project) is not null
        && target.StartsWith(SecretFolder, StringComparison.Ordinal) && target.Length > SecretFolder.Length
            && !target[SecretFolder.Length..].Contains('/')
        && (!scope.Secrets.TryGetValue(target[SecretFolder.Length..], out var file) || file == mount.Source)
        && target[SecretFolder.Length..].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private bool IsAnonymous(string volume) =>
        scope.KnownVolumes.TryGetValue(volume, out var known) && known.Labels.OrEmpty().ContainsKey(AnonymousLabel);

    private string VolumeKey(string name)
    {
        var known = scope.KnownVolumes.TryGetValue(name, out var found) ? found : new VolumeResponse { Name = name };
        var wanted = scope.IsOwn(known.Labels) && known.Labels!.TryGetValue(LabelNames.Volume, out var own) ? own : name;
        var key = AdoptionScope.KeyFor(scope.Volumes, wanted, other => other.Name == name);
        scope.Volumes[key] = known;
        return key;
    }

    private string From(string entry)
    {
        var parts = entry.Split(':', 2);
        var mode = parts.Length > 1 ? ":" + parts[1] : "";
        return scope.ServiceOf(parts[0]) is { } other ? other + mode : $"container:{scope.NameOf(parts[0])}{mode}";
    }

    private static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
