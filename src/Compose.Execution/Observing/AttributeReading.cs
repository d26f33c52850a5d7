using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Files.Model;
using Compose.Files.Values;
using Compose.Planning.Attributes;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Observing;

/// <summary>
/// What a container was made with, in the words of a compose file: the old side of a plan's reasons. What it only has from its image is
/// left out, and so is what the engine does not tell.
/// </summary>
public sealed class AttributeReading
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private AttributeReading()
    {
    }

    public static NamedMap<string> Of(ContainerInspectResponse container, DockerOCIImageConfig? image, ComposeProject? declared)
    {
        var reading = new AttributeReading();
        if (container.Config is { } config)
            reading.Process(config, image ?? new DockerOCIImageConfig());
        if (container.HostConfig is { } host)
        {
            reading.Host(host);
            reading.Resources(host);
            reading.Storage(host, declared);
        }

        return new NamedMap<string>(reading._values);
    }

    private void Process(ContainerConfig config, DockerOCIImageConfig image)
    {
        Add("image", config.Image);
        if (!Same(config.Cmd, image.Cmd))
            Add("command", Words(config.Cmd));
        if (!Same(config.Entrypoint, image.Entrypoint))
            Add("entrypoint", Words(config.Entrypoint));
        foreach (var variable in config.Env.OrEmpty().Except(image.Env.OrEmpty(), StringComparer.Ordinal))
            if (variable.Split('=', 2) is [var name, var value])
                _values["environment." + name] = value;
        foreach (var (name, value) in config.Labels.OrEmpty())
            if (!name.StartsWith("com.docker.compose.", StringComparison.Ordinal)
                && !name.StartsWith("ncompose.", StringComparison.Ordinal) && image.Labels.GetValueOrDefault(name) != value)
                _values["labels." + name] = value;
        Add("user", config.User, image.User);
        Add("working_dir", config.WorkingDir, image.WorkingDir);
        Add("domainname", config.Domainname);
        Add("tty", config.Tty);
        Add("stdin_open", config.OpenStdin);
        Add("stop_signal", config.StopSignal, image.StopSignal);
        if (config.StopTimeout is { } seconds)
            Add("stop_grace_period", GoDuration.Format((long)seconds.TotalSeconds * 1_000_000_000L));
        Probe(config.Healthcheck, image.Healthcheck);
    }

    private void Probe(HealthcheckConfig? probe, HealthcheckConfig? image)
    {
        if (probe is null)
            return;
        if (!Same(probe.Test, image?.Test))
            Add("healthcheck.test", Words(probe.Test));
        Add("healthcheck.interval", Duration(probe.Interval), Duration(image?.Interval));
        Add("healthcheck.timeout", Duration(probe.Timeout), Duration(image?.Timeout));
        Add("healthcheck.start_period", Duration(probe.StartPeriod), Duration(image?.StartPeriod));
        Add("healthcheck.start_interval", Duration(probe.StartInterval), Duration(image?.StartInterval));
        Add("healthcheck.retries", Number(probe.Retries), Number(image?.Retries));
    }

    private void Host(HostConfig host)
    {
        if (RestartWords.Of(host.RestartPolicy) is var policy and not RestartWords.Never)
            Add("restart", policy);
        Add("privileged", host.Privileged);
        Add("read_only", host.ReadonlyRootfs);
        Add("init", host.Init);
        Add("cap_add", Sorted(host.CapAdd?.Select(Capability)));
        Add("cap_drop", Sorted(host.CapDrop?.Select(Capability)));
        Add("dns", List(host.DNS));
        Add("dns_search", List(host.DNSSearch));
        Add("dns_opt", List(host.DNSOptions));
        Add("extra_hosts",
            Sorted(host.ExtraHosts?.Select(entry => entry.Split(':', 2) is [var name, var address] ? $"{name}={address}" : entry)));
        Add("group_add", Sorted(host.GroupAdd));
        Add("security_opt", Sorted(host.SecurityOpt));
        Add("ports", Sorted(host.PortBindings.OrEmpty()
            .SelectMany(port => port.Value.OrEmpty().Select(binding => Port(port.Key, binding)))));
        Add("pid", host.PidMode);
        Add("userns_mode", host.UsernsMode);
        Add("uts", host.UTSMode);
        Add("isolation", host.Isolation);
        Each("sysctls", host.Sysctls);
        Each("storage_opt", host.StorageOpt);
        Each("annotations",
            host.Annotations?.Where(annotation => !annotation.Key.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal)));
        Add("logging.driver", host.LogConfig?.Type);
        Each("logging.options", host.LogConfig?.Config);
        Add("devices", Sorted(host.Devices?.Select(device => $"{device.PathOnHost}:{device.PathInContainer}:{device.CgroupPermissions}")));
    }

    private void Resources(HostConfig host)
    {
        Both("mem_limit", "deploy.resources.limits.memory", NonZero(host.Memory));
        Both("mem_reservation", "deploy.resources.reservations.memory", NonZero(host.MemoryReservation));
        Both("pids_limit", "deploy.resources.limits.pids", NonZero(host.PidsLimit));
        if (host.NanoCPUs is > 0 and var nano)
            Both("cpus", "deploy.resources.limits.cpus", (nano / 1e9).ToString("0.#########", CultureInfo.InvariantCulture));
        Add("memswap_limit", NonZero(host.MemorySwap));
        Add("cpu_shares", NonZero(host.CPUShares));
        Add("cpu_period", NonZero(host.CPUPeriod));
        Add("cpu_quota", NonZero(host.CPUQuota));
        Add("cpuset", host.CpusetCpus);
        Add("shm_size", NonZero(host.ShmSize));
        Add("oom_score_adj", NonZero(host.OomScoreAdj));
        Add("cgroup_parent", host.CgroupParent);
        foreach (var limit in host.Ulimits.OrEmpty())
        {
            if (limit.Hard == limit.Soft)
                Add("ulimits." + limit.Name, Number(limit.Soft));
            Add($"ulimits.{limit.Name}.soft", Number(limit.Soft));
            Add($"ulimits.{limit.Name}.hard", Number(limit.Hard));
        }
    }

    private void Storage(HostConfig host, ComposeProject? declared)
    {
        var keys = (declared?.Volumes.Values ?? []).ToLookup(volume => volume.Name, volume => volume.Key, StringComparer.Ordinal);
        var mounts = host.Binds.OrEmpty().Select(bind => Bind(bind, keys))
            .Concat(host.Mounts.OrEmpty().Where(mount => mount.Target?.StartsWith("/run/secrets/", StringComparison.Ordinal) == false)
                .Select(mount =>
                    AttributeText.Mount(
                        mount.Type ?? "volume", Key(mount.Source ?? "", keys), mount.Target ?? "", mount.ReadOnly == true)));
        Add("volumes", Sorted(mounts));
        Add("tmpfs", Sorted(host.Tmpfs?.Select(mount => mount.Value.Length > 0 ? $"{mount.Key}:{mount.Value}" : mount.Key)));
    }

    private static string Bind(string bind, ILookup<string, string> keys)
    {
        var parts = bind.Split(':');
        return parts.Length < 2 ? bind
            : AttributeText.Mount("bind", Key(parts[0], keys), parts[1], parts.Length > 2 && parts[2].Split(',').Contains("ro"));
    }

    private static string Key(string source, ILookup<string, string> keys) => keys[source].FirstOrDefault() ?? source;

    private static string Port(string container, PortBinding binding) =>
        container.Split('/') is [var target, var protocol]
            ? AttributeText.Port(binding.HostIP, binding.HostPort, target, protocol)
            : container;

    private static string Capability(string name) => name.StartsWith("CAP_", StringComparison.Ordinal) ? name["CAP_".Length..] : name;

    private static bool Same(IList<string>? own, IList<string>? image) =>
        own.OrEmpty().SequenceEqual(image.OrEmpty(), StringComparer.Ordinal);

    private static string? Words(IList<string>? words) => words is { Count: > 0 } ? string.Join(' ', words) : null;

    private static string? List(IList<string>? items) => items is { Count: > 0 } ? AttributeText.Join(items) : null;

    private static string? Sorted(IEnumerable<string>? items) =>
        items is null ? null : AttributeText.Join(items.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null;

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? NonZero(long? number) => number is null or 0 ? null : Number(number);

    private static string? Duration(TimeSpan? span) =>
        span is { Ticks: not 0 } given ? GoDuration.Format(given.Ticks * TimeSpan.NanosecondsPerTick) : null;

    private void Both(string path, string deployed, string? value)
    {
        Add(path, value);
        Add(deployed, value);
    }

    private void Each(string path, IEnumerable<KeyValuePair<string, string>>? values)
    {
        foreach (var (name, value) in values ?? [])
            _values[$"{path}.{name}"] = value;
    }

    private void Add(string path, bool? value)
    {
        if (value == true)
            _values[path] = "true";
    }

    private void Add(string path, string? value, string? ofImage = null)
    {
        if (!string.IsNullOrEmpty(value) && value != ofImage)
            _values[path] = value;
    }
}
