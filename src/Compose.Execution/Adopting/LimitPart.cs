using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>Limits, reservations and devices: the inverse of <see cref="ResourceRequest"/>.</summary>
internal static class LimitPart
{
    private const long DefaultShm = 64 * 1024 * 1024;
    private const string Gpu = "gpu";

    public static void Write(AdoptedContainer source, AdoptionScope scope, TreeBuilder service)
    {
        var host = source.Host;
        service.Size("mem_limit", host.Memory);
        service.Size("mem_reservation", host.MemoryReservation);
        if (host.MemorySwap != 2 * host.Memory)
            service.Size("memswap_limit", host.MemorySwap);
        if (host.MemorySwappiness is >= 0 and var swappiness)
            service.Add("mem_swappiness", YamlScalar.Integer(SourceSpan.None, swappiness));
        service.Flag("oom_kill_disable", host.OomKillDisable == true);
        service.Number("oom_score_adj", host.OomScoreAdj);
        if (host.NanoCPUs > 0)
            service.Add("cpus", Decimal(host.NanoCPUs / 1e9m));
        service.Number("cpu_shares", host.CPUShares);
        service.Number("cpu_period", host.CPUPeriod);
        service.Number("cpu_quota", host.CPUQuota);
        service.Number("cpu_rt_period", host.CPURealtimePeriod);
        service.Number("cpu_rt_runtime", host.CPURealtimeRuntime);
        service.Number("cpu_count", host.CPUCount);
        if (host.CPUPercent > 0)
            service.Add("cpu_percent", Decimal(host.CPUPercent / 100m));
        service.Text("cpuset", host.CpusetCpus);
        service.Number("pids_limit", host.PidsLimit);
        if (host.ShmSize != DefaultShm)
            service.Size("shm_size", host.ShmSize);
        service.Text("cgroup_parent", host.CgroupParent);
        service.List("device_cgroup_rules", host.DeviceCgroupRules);
        Ulimits(host, service);
        Blkio(host, service);
        Devices(source, scope, service);
    }

    private static YamlScalar Decimal(decimal value)
    {
        var text = value.ToString("0.#########", CultureInfo.InvariantCulture);
        return text.Contains('.') ? new YamlScalar(SourceSpan.None, ScalarKind.Float, text, (double)value)
            : YamlScalar.Integer(SourceSpan.None, (long)value);
    }

    private static void Ulimits(HostConfig host, TreeBuilder service)
    {
        var limits = new ComposeTree();
        foreach (var limit in host.Ulimits.OrEmpty().OrderBy(limit => limit.Name, StringComparer.Ordinal))
        {
            if (limit.Soft == limit.Hard)
            {
                limits.Add(limit.Name, YamlScalar.Integer(SourceSpan.None, limit.Soft));
                continue;
            }

            var both = new ComposeTree();
            both.Add("soft", YamlScalar.Integer(SourceSpan.None, limit.Soft));
            both.Add("hard", YamlScalar.Integer(SourceSpan.None, limit.Hard));
            limits.Add(limit.Name, both);
        }

        service.Add("ulimits", limits);
    }

    private static void Blkio(HostConfig host, TreeBuilder service)
    {
        var blkio = new ComposeTree();
        blkio.Number("weight", host.BlkioWeight);
        blkio.Items("weight_device", host.BlkioWeightDevice.OrEmpty().Select(device => Entry(device.Path, "weight", device.Weight)));
        blkio.Items("device_read_bps", Throttles(host.BlkioDeviceReadBps));
        blkio.Items("device_read_iops", Throttles(host.BlkioDeviceReadIOps));
        blkio.Items("device_write_bps", Throttles(host.BlkioDeviceWriteBps));
        blkio.Items("device_write_iops", Throttles(host.BlkioDeviceWriteIOps));
        service.Add("blkio_config", blkio);
    }

    private static IEnumerable<YamlNode> Throttles(IList<ThrottleDevice>? devices) =>
        devices.OrEmpty().Select(device => Entry(device.Path, "rate", (long)device.Rate));

    private static YamlMapping Entry(string path, string key, long value)
    {
        var entry = new ComposeTree();
        entry.Text("path", path);
        entry.Add(key, YamlScalar.Integer(SourceSpan.None, value));
        return entry.Build();
    }

    private static void Devices(AdoptedContainer source, AdoptionScope scope, TreeBuilder service)
    {
        var requests = source.Host.DeviceRequests.OrEmpty();
        var cdi = requests.Where(IsCdi).SelectMany(request => request.DeviceIDs.OrEmpty());
        var mapped = source.Host.Devices.OrEmpty()
            .Select(device => $"{device.PathOnHost}:{device.PathInContainer}:{device.CgroupPermissions}");
        service.List("devices", mapped.Concat(cdi));
        service.Items("gpus", requests.Where(IsGpu).Select(request => Request(request, request.Capabilities[0].SkipLast(1))));
        var reserved = new ComposeTree();
        reserved.Items("devices", requests.Where(request => !IsCdi(request) && !IsGpu(request))
            .Select(request => Request(request, request.Capabilities.OrEmpty().FirstOrDefault() ?? [])));
        if (requests.Any(request => request.Capabilities is { Count: > 1 }))
            scope.Warnings.Add($"{source.Name}: compose files have no attribute for alternative capabilities of devices; "
                + "the first are kept");
        var resources = new ComposeTree();
        resources.Add("reservations", reserved);
        var deploy = new ComposeTree();
        deploy.Add("resources", resources);
        service.Add("deploy", deploy);
    }

    private static bool IsCdi(DeviceRequest request) => request.Driver == "cdi";

    private static bool IsGpu(DeviceRequest request) => request.Capabilities is [[.., Gpu], ..];

    private static YamlMapping Request(DeviceRequest request, IEnumerable<string> capabilities)
    {
        var entry = new ComposeTree();
        entry.List("capabilities", capabilities);
        entry.Text("driver", request.Driver);
        if (request.DeviceIDs is not { Count: > 0 })
            entry.Add("count", request.Count == -1 ? ComposeTree.Scalar("all") : YamlScalar.Integer(SourceSpan.None, request.Count));
        entry.List("device_ids", request.DeviceIDs);
        entry.Map("options", request.Options);
        return entry.Build();
    }
}
