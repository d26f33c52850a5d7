using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine.Wire;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;
using Compose.Planning.Drift;

namespace Compose.Execution.Drifting;

/// <summary>
/// A container as the engine shows it, against the create call that made it. Where the call said nothing, what the image gives counts, and for
/// limits nothing. What the engine fills in by itself is not compared.
/// </summary>
internal sealed class ContainerDrift
{
    private readonly ImmutableArray<DriftFinding>.Builder _found = ImmutableArray.CreateBuilder<DriftFinding>();
    private readonly ContainerSpec _spec;
    private readonly ContainerCreation _made;
    private readonly ContainerInspect _now;
    private readonly ContainerConfig _image;
    private readonly Func<string, string?> _idOf;

    private ContainerDrift(ContainerSpec spec, ContainerCreation made, ContainerInspect now, ContainerConfig? image, Func<string, string?> idOf)
    {
        _idOf = idOf;
        _spec = spec;
        _made = made;
        _now = now;
        _image = image ?? new ContainerConfig();
    }

    /// <summary><paramref name="idOf"/>: the container that a name means.</summary>
    public static ImmutableArray<DriftFinding> Of(ContainerSpec spec, ContainerCreation made, ContainerInspect now, ContainerConfig? image, Func<string, string?> idOf)
    {
        var drift = new ContainerDrift(spec, made, now, image, idOf);
        drift.Name();
        drift.Process(now.Config ?? new ContainerConfig());
        drift.Variables(now.Config ?? new ContainerConfig());
        drift.Host(made.HostConfig ?? new HostConfig(), now.HostConfig ?? new HostConfig());
        drift.Limits(made.HostConfig ?? new HostConfig(), now.HostConfig ?? new HostConfig());
        drift.Mounts();
        drift.Networks();
        return drift._found.ToImmutable();
    }

    private void Name()
    {
        if (_now.Name.TrimStart('/') is var name && name != _spec.Name)
            Add("container_name", _spec.Name, name, DriftRepair.Rename);
    }

    private void Process(ContainerConfig now)
    {
        Same("image", _made.Image, now.Image);
        Words("entrypoint", _made.Entrypoint ?? _image.Entrypoint, now.Entrypoint);
        if (_made.Cmd is not null || _made.Entrypoint is null)
            Words("command", _made.Cmd ?? _image.Cmd, now.Cmd);
        Same("user", _made.User ?? _image.User, now.User);
        Same("working_dir", _made.WorkingDir ?? _image.WorkingDir, now.WorkingDir);
        if (_made.Hostname is not null)
            Same("hostname", _made.Hostname, now.Hostname);
        Same("tty", Flag(_made.Tty), Flag(now.Tty));
        Same("stop_signal", _made.StopSignal ?? _image.StopSignal, now.StopSignal);
        Same("stop_grace_period", Number(_made.StopTimeout), Number(now.StopTimeout));
        if (_made.Healthcheck?.Test is { } test)
            Words("healthcheck.test", test, now.Healthcheck?.Test);
    }

    private void Variables(ContainerConfig now)
    {
        var wanted = Pairs(_image.Env);
        foreach (var (name, value) in Pairs(_made.Env))
            wanted[name] = value;
        foreach (var bare in (_made.Env ?? []).Where(variable => !variable.Contains('=')))
            wanted.Remove(bare);
        Map("environment", wanted, Pairs(now.Env));
        var labels = (_image.Labels ?? new Dictionary<string, string>()).Concat(_made.Labels ?? new Dictionary<string, string>()).Where(IsUsers)
            .GroupBy(label => label.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        Map("labels", labels, (now.Labels ?? new Dictionary<string, string>()).Where(IsUsers).ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal));
    }

    private void Host(HostConfig made, HostConfig now)
    {
        Same("restart", Policy(made.RestartPolicy), Policy(now.RestartPolicy));
        Same("privileged", Flag(made.Privileged), Flag(now.Privileged));
        Same("read_only", Flag(made.ReadonlyRootfs), Flag(now.ReadonlyRootfs));
        Set("cap_add", made.CapAdd?.Select(Capability), now.CapAdd?.Select(Capability));
        Set("cap_drop", made.CapDrop?.Select(Capability), now.CapDrop?.Select(Capability));
        Set("dns", made.Dns, now.Dns);
        Set("dns_search", made.DnsSearch, now.DnsSearch);
        Set("extra_hosts", made.ExtraHosts, now.ExtraHosts);
        Set("group_add", made.GroupAdd, now.GroupAdd);
        Set("ports", Ports(made), Ports(now));
        if (made.Sysctls is { } sysctls)
            Map("sysctls", sysctls.ToDictionary(), (now.Sysctls ?? new Dictionary<string, string>()).ToDictionary());
        if (made.Ulimits is { } ulimits)
            Set("ulimits", ulimits.Select(Limit), now.Ulimits?.Select(Limit));
        if (made.LogConfig is { Type: { Length: > 0 } driver })
            Same("logging.driver", driver, now.LogConfig?.Type);
        if (made.Init is not null)
            Same("init", Flag(made.Init), Flag(now.Init));
        if (made.ShmSize is { } shared)
            Same("shm_size", Number(shared), Number(now.ShmSize));
        if (made.PidMode is { Length: > 0 } && ServiceGraph.NamedIn(made.PidMode) is null)
            Same("pid", made.PidMode, now.PidMode);
        Named("network_mode", made.NetworkMode, now.NetworkMode);
        Named("ipc", made.IpcMode, now.IpcMode);
        Named("pid", made.PidMode, now.PidMode);
        if (made.Tmpfs is { } tmpfs)
            Set("tmpfs", tmpfs.Keys, now.Tmpfs?.Keys);
    }

    /// <summary>The engine keeps the id of the container that had the name.</summary>
    private void Named(string path, string? declared, string? found)
    {
        if (ServiceGraph.NamedIn(declared) is { } name && _idOf(name) is { } id && ServiceGraph.NamedIn(found) is { } leansOn && leansOn != id && leansOn != name)
            Add(path, declared, $"container:{leansOn[..Math.Min(12, leansOn.Length)]}, which is another one", DriftRepair.Recreate);
    }

    /// <summary>What `docker update` changes. Without a limit of memory the engine has none for swap; with one it takes twice that.</summary>
    private void Limits(HostConfig made, HostConfig now)
    {
        Amount("mem_limit", made.Memory, now.Memory);
        Amount("mem_reservation", made.MemoryReservation, now.MemoryReservation);
        Amount("cpus", made.NanoCpus, now.NanoCpus);
        Amount("cpu_shares", made.CpuShares, now.CpuShares);
        Amount("cpu_period", made.CpuPeriod, now.CpuPeriod);
        Amount("cpu_quota", made.CpuQuota, now.CpuQuota);
        Amount("pids_limit", made.PidsLimit is -1 ? 0 : made.PidsLimit, now.PidsLimit is -1 ? 0 : now.PidsLimit);
        Amount("blkio_config.weight", made.BlkioWeight, now.BlkioWeight);
        Same("cpuset", made.CpusetCpus, now.CpusetCpus);
        if (made.MemorySwap is { } swap)
            Amount("memswap_limit", swap, now.MemorySwap);
        else if (now.MemorySwap is not (null or 0 or -1) && now.MemorySwap != 2 * made.Memory && now.MemorySwap != 2 * now.Memory && now.MemorySwap != now.Memory)
            Amount("memswap_limit", null, now.MemorySwap);
    }

    private void Mounts()
    {
        var now = _now.Mounts.ToDictionary(mount => mount.Destination, StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bind in _made.HostConfig?.Binds ?? [])
            if (bind.Split(':') is [var source, var target, ..] parts)
                Mount(wanted, now, source, target, parts.Length > 2 && parts[2].Split(',').Contains("ro"));
        foreach (var mount in _made.HostConfig?.Mounts ?? [])
            if (mount.Type is "volume" or "bind" && mount.Target is { } target)
                Mount(wanted, now, mount.Source ?? "", target, mount.ReadOnly == true);
        if (_made.HostConfig?.VolumesFrom is { Count: > 0 })
            return;
        foreach (var extra in now.Values.Where(mount => !wanted.Contains(mount.Destination) && mount.Type == "bind"))
            Add("volumes", null, AttributeText.Mount("bind", extra.Source, extra.Destination, !extra.RW), DriftRepair.Recreate);
    }

    private void Mount(HashSet<string> wanted, Dictionary<string, MountPoint> now, string source, string target, bool readOnly)
    {
        target = target.Length > 1 ? target.TrimEnd('/') : target;
        wanted.Add(target);
        var declared = AttributeText.Mount("bind", source, target, readOnly);
        if (!now.TryGetValue(target, out var mount))
            Add("volumes", declared, null, DriftRepair.Recreate);
        else if ((source.Length > 0 && source != mount.Source && source != mount.Name && mount.Type != "bind") || readOnly == mount.RW)
            Add("volumes", declared, AttributeText.Mount(mount.Type, mount.Name.Length > 0 ? mount.Name : mount.Source, target, !mount.RW), DriftRepair.Recreate);
    }

    private void Networks()
    {
        if (_spec.Endpoints.IsEmpty)
            return;
        var now = _now.NetworkSettings?.Networks ?? ImmutableDictionary<string, EndpointSettings>.Empty;
        foreach (var endpoint in _spec.Endpoints)
        {
            if (!now.TryGetValue(endpoint.Network.Name, out var connected))
                Add($"networks.{endpoint.Key}", "connected", null, DriftRepair.Up);
            else if (EndpointDrift.Of(endpoint, connected) is var (path, declared, found))
                _found.Add(Finding($"networks.{endpoint.Key}.{path}", declared, found, endpoint.MacAddress is { Length: > 0 } ? DriftRepair.Recreate : DriftRepair.Reconnect) with { Network = endpoint.Network.Name });
        }

        foreach (var extra in now.Keys.Except(_spec.Endpoints.Select(endpoint => endpoint.Network.Name), StringComparer.Ordinal))
            _found.Add(Finding("networks", null, extra, DriftRepair.Disconnect) with { Network = extra });
    }

    private void Same(string path, string? declared, string? found)
    {
        if (Empty(declared) != Empty(found))
            Add(path, Empty(declared), Empty(found), DriftRepair.Recreate);
    }

    private void Words(string path, IReadOnlyList<string>? declared, IReadOnlyList<string>? found)
    {
        if (!(declared ?? []).SequenceEqual(found ?? [], StringComparer.Ordinal))
            Add(path, string.Join(' ', declared ?? []), string.Join(' ', found ?? []), DriftRepair.Recreate);
    }

    private void Set(string path, IEnumerable<string>? declared, IEnumerable<string>? found)
    {
        var (wanted, there) = ((declared ?? []).Order(StringComparer.Ordinal).ToList(), (found ?? []).Order(StringComparer.Ordinal).ToList());
        if (!wanted.SequenceEqual(there, StringComparer.Ordinal))
            Add(path, Empty(AttributeText.Join(wanted)), Empty(AttributeText.Join(there)), DriftRepair.Recreate);
    }

    private void Map(string path, Dictionary<string, string> declared, Dictionary<string, string> found)
    {
        foreach (var name in declared.Keys.Union(found.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (declared.GetValueOrDefault(name) != found.GetValueOrDefault(name))
                Add($"{path}.{name}", declared.GetValueOrDefault(name), found.GetValueOrDefault(name), DriftRepair.Recreate);
    }

    private void Amount(string path, long? declared, long? found)
    {
        if ((declared ?? 0) != (found ?? 0))
            Add(path, Number(declared ?? 0), Number(found ?? 0), DriftRepair.Recreate);
    }

    private void Add(string path, string? declared, string? found, DriftRepair repair) => _found.Add(Finding(path, declared, found, repair));

    private DriftFinding Finding(string path, string? declared, string? found, DriftRepair repair) =>
        new($"container {_now.Name.TrimStart('/')}", _spec.Service.Name, path, SecretNames.Shown(path, declared), SecretNames.Shown(path, found), repair)
        {
            ContainerId = _now.Id,
            Where = Place(path),
        };

    private SourceSpan Place(string path)
    {
        YamlNode node = _spec.Service.Source;
        foreach (var name in path.Split('.', 2))
            if (node is YamlMapping mapping && mapping[name] is { } inner)
                node = inner;
            else
                break;
        return ReferenceEquals(node, _spec.Service.Source) || node.Span.IsNone ? _spec.Service.NameSpan : node.Span;
    }

    private static IEnumerable<string> Ports(HostConfig host) => (host.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
        .SelectMany(port => (port.Value ?? []).Select(binding => $"{binding.HostIp}:{binding.HostPort}:{port.Key}"));

    private static Dictionary<string, string> Pairs(IReadOnlyList<string>? variables) => (variables ?? [])
        .Select(variable => variable.Split('=', 2)).Where(parts => parts.Length == 2)
        .GroupBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);

    private static bool IsUsers(KeyValuePair<string, string> label) =>
        !label.Key.StartsWith("com.docker.", StringComparison.Ordinal) && !label.Key.StartsWith("ncompose.", StringComparison.Ordinal) && !label.Key.StartsWith("desktop.docker.io/", StringComparison.Ordinal);

    private static string Policy(RestartPolicy? policy) => policy is not { Name: { Length: > 0 } name } ? "no"
        : policy.MaximumRetryCount is > 0 and var count ? $"{name}:{count}" : name;

    private static string Limit(Ulimit limit) => $"{limit.Name}={limit.Soft}:{limit.Hard}";

    private static string Capability(string name) => name.StartsWith("CAP_", StringComparison.Ordinal) ? name["CAP_".Length..] : name;

    private static string Flag(bool? value) => value == true ? "true" : "false";

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
