using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Planning.Desired;
using Compose.Planning.Drift;
using Docker.DotNet.Models;

namespace Compose.Execution.Drift;

/// <summary>What the machine gives to the container, and its limits. What the engine fills in by itself is not compared.</summary>
/// <param name="made">What the create call said.</param>
/// <param name="now">What the engine shows.</param>
/// <param name="idOf">The container that a name means.</param>
/// <param name="found">Where differences go.</param>
internal sealed class HostDrift(HostConfig made, HostConfig now, Func<string, string?> idOf, DriftComparison found)
{
    public void Compare()
    {
        Host();
        Limits();
    }

    private void Host()
    {
        found.Same("restart", RestartWords.Of(made.RestartPolicy), RestartWords.Of(now.RestartPolicy));
        found.Same("privileged", made.Privileged, now.Privileged);
        found.Same("read_only", made.ReadonlyRootfs, now.ReadonlyRootfs);
        found.Set("cap_add", made.CapAdd?.Select(Capability), now.CapAdd?.Select(Capability));
        found.Set("cap_drop", made.CapDrop?.Select(Capability), now.CapDrop?.Select(Capability));
        found.Set("dns", made.DNS, now.DNS);
        found.Set("dns_search", made.DNSSearch, now.DNSSearch);
        found.Set("extra_hosts", made.ExtraHosts, now.ExtraHosts);
        found.Set("group_add", made.GroupAdd, now.GroupAdd);
        found.Set("ports", Ports(made), Ports(now));
        if (made.Sysctls is { } sysctls)
            found.Map("sysctls", sysctls.ToDictionary(), now.Sysctls.OrEmpty().ToDictionary());
        if (made.Ulimits is { } ulimits)
            found.Set("ulimits", ulimits.Select(Limit), now.Ulimits?.Select(Limit));
        if (made.LogConfig is { Type: { Length: > 0 } driver })
            found.Same("logging.driver", driver, now.LogConfig?.Type);
        if (made.Init is not null)
            found.Same("init", made.Init, now.Init);
        if (made.ShmSize != 0)
            found.Size("shm_size", made.ShmSize, now.ShmSize);
        if (made.PidMode is { Length: > 0 } && ServiceGraph.NamedIn(made.PidMode) is null)
            found.Same("pid", made.PidMode, now.PidMode);
        Named("network_mode", made.NetworkMode, now.NetworkMode);
        Named("ipc", made.IpcMode, now.IpcMode);
        Named("pid", made.PidMode, now.PidMode);
        if (made.Tmpfs is { } tmpfs)
            found.Set("tmpfs", tmpfs.Keys, now.Tmpfs?.Keys);
    }

    /// <summary>The engine keeps the id of the container that had the name.</summary>
    private void Named(string path, string? declared, string? there)
    {
        if (ServiceGraph.NamedIn(declared) is { } name && idOf(name) is { } id && ServiceGraph.NamedIn(there) is { } leansOn
            && leansOn != id && leansOn != name)
            found.Add(path, declared, $"container:{leansOn[..Math.Min(12, leansOn.Length)]}, which is another one", DriftRepair.Recreate);
    }

    /// <summary>
    /// What `docker update` changes. Without a limit of memory the engine has none for swap; with one it takes twice that.
    /// </summary>
    private void Limits()
    {
        found.Size("mem_limit", made.Memory, now.Memory);
        found.Size("mem_reservation", made.MemoryReservation, now.MemoryReservation);
        found.Same("cpus", Cpus(made.NanoCPUs), Cpus(now.NanoCPUs));
        found.Amount("cpu_shares", made.CPUShares, now.CPUShares);
        found.Amount("cpu_period", made.CPUPeriod, now.CPUPeriod);
        found.Amount("cpu_quota", made.CPUQuota, now.CPUQuota);
        found.Amount("pids_limit", made.PidsLimit is -1 ? 0 : made.PidsLimit, now.PidsLimit is -1 ? 0 : now.PidsLimit);
        found.Amount("blkio_config.weight", made.BlkioWeight, now.BlkioWeight);
        found.Same("cpuset", made.CpusetCpus, now.CpusetCpus);
        if (made.MemorySwap != 0)
            found.Size("memswap_limit", made.MemorySwap, now.MemorySwap);
        else if (now.MemorySwap is not (0 or -1)
            && now.MemorySwap != 2 * made.Memory && now.MemorySwap != 2 * now.Memory && now.MemorySwap != now.Memory)
            found.Size("memswap_limit", null, now.MemorySwap);
    }

    private static IEnumerable<string> Ports(HostConfig host) => host.PortBindings.OrEmpty()
        .SelectMany(port => port.Value.OrEmpty().Select(binding => $"{binding.HostIP}:{binding.HostPort}:{port.Key}"));

    private static string Cpus(long billionths) => (billionths / 1e9m).ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Limit(Ulimit limit) => $"{limit.Name}={limit.Soft}:{limit.Hard}";

    private static string Capability(string name) => name.StartsWith("CAP_", StringComparison.Ordinal) ? name["CAP_".Length..] : name;
}
