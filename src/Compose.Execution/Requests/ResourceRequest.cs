using Compose.Files.Model;
using Docker.DotNet.Models;
using Api = Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>Limits, reservations and devices: the service's own words, and deploy's over them.</summary>
public static class ResourceRequest
{
    private const double Nano = 1e9;

    public static void Apply(Service service, HostConfig host)
    {
        var limits = service.Deploy?.Limits;
        var reservations = service.Deploy?.Reservations;
        var (devices, requests) = Devices(service);
        host.CgroupParent = service.CgroupParent ?? "";
        host.Memory = limits is { Memory: not 0 } ? limits.Memory : service.MemLimit;
        host.MemorySwap = service.MemSwapLimit;
        host.MemorySwappiness = service.MemSwappiness;
        host.MemoryReservation = reservations is { Memory: not 0 } ? reservations.Memory : service.MemReservation;
        host.OomKillDisable = service.OomKillDisable;
        host.CPUCount = service.CpuCount;
        host.CPUPeriod = service.CpuPeriod;
        host.CPUQuota = service.CpuQuota;
        host.CPURealtimePeriod = service.CpuRealtimePeriod;
        host.CPURealtimeRuntime = service.CpuRealtimeRuntime;
        host.CPUShares = service.CpuShares;
        host.NanoCPUs = NanoCpus(limits is { Cpus: not 0 } ? limits.Cpus : service.Cpus);
        host.CPUPercent = (long)(service.CpuPercent * 100);
        host.CpusetCpus = service.CpuSet ?? "";
        host.DeviceCgroupRules = HostRequest.List(service.DeviceCgroupRules)!;
        host.PidsLimit = HostRequest.NonZero(limits is { Pids: > 0 } ? limits.Pids : service.PidsLimit);
        host.Devices = devices.Count == 0 ? null! : devices;
        host.DeviceRequests = requests.Count == 0 ? null! : requests;
        host.Ulimits = Ulimits(service.Ulimits)!;
        if (service.BlkioConfig is { } blkio)
            Apply(blkio, host);
    }

    internal static IList<Api.Ulimit>? Ulimits(NamedMap<Files.Model.Ulimit> ulimits) => ulimits.Count == 0
        ? null
        :
        [
            .. ulimits.Select(item => new Api.Ulimit
            {
                Name = item.Key,
                Hard = Limit(item.Value.Hard, item.Value),
                Soft = Limit(item.Value.Soft, item.Value),
            }),
        ];

    private static long Limit(long own, Files.Model.Ulimit ulimit) => own != 0 ? own : ulimit.Single ?? 0;

    /// <summary>The product is made in single precision, as the file's number is kept: the last digits are then the peer's.</summary>
    private static long NanoCpus(float cpus) => (long)(float)(cpus * (float)Nano);

    private static (List<Api.DeviceMapping>, List<Api.DeviceRequest>) Devices(Service service)
    {
        var devices = new List<Api.DeviceMapping>();
        var requests = new List<Api.DeviceRequest>();
        foreach (var device in service.Deploy?.Reservations?.Devices ?? [])
            requests.Add(Request(device, device.Capabilities));
        var cdi = new List<string>();
        foreach (var device in service.Devices)
        {
            if (device.Source == device.Target && IsCdiName(device.Source))
                cdi.Add(device.Source);
            else
                devices.Add(Mapping(device));
        }

        if (cdi.Count > 0)
            requests.Add(new Api.DeviceRequest { Driver = "cdi", DeviceIDs = cdi });
        foreach (var gpu in service.Gpus)
            requests.Add(Request(gpu, [.. gpu.Capabilities, "gpu"]));
        return (devices, requests);
    }

    private static Api.DeviceMapping Mapping(Files.Model.DeviceMapping device) => new()
    {
        PathOnHost = device.Source,
        PathInContainer = device.Target ?? "",
        CgroupPermissions = device.Permissions ?? "",
    };

    private static Api.DeviceRequest Request(Files.Model.DeviceRequest device, IList<string> capabilities) => new()
    {
        Driver = device.Driver ?? "",
        Count = (long)device.Count,
        DeviceIDs = HostRequest.List(device.DeviceIds)!,
        Capabilities = [capabilities],
        Options = HostRequest.Map(device.Options)!,
    };

    /// <summary>`vendor/class=name`.</summary>
    internal static bool IsCdiName(string name)
    {
        var slash = name.IndexOf('/');
        var equals = name.IndexOf('=');
        return slash > 0 && equals > slash + 1 && equals < name.Length - 1 && char.IsAsciiLetter(name[0]);
    }

    private static void Apply(BlkioConfig blkio, HostConfig host)
    {
        host.BlkioWeight = (ushort)blkio.Weight;
        host.BlkioWeightDevice = blkio.WeightDevice.IsEmpty
            ? null!
            : [.. blkio.WeightDevice.Select(device => new Api.WeightDevice { Path = device.Path, Weight = (ushort)device.Weight })];
        host.BlkioDeviceReadBps = Throttle(blkio.DeviceReadBps)!;
        host.BlkioDeviceWriteBps = Throttle(blkio.DeviceWriteBps)!;
        host.BlkioDeviceReadIOps = Throttle(blkio.DeviceReadIops)!;
        host.BlkioDeviceWriteIOps = Throttle(blkio.DeviceWriteIops)!;
    }

    private static IList<Api.ThrottleDevice>? Throttle(IReadOnlyCollection<Files.Model.ThrottleDevice> devices) => devices.Count == 0
        ? null
        : [.. devices.Select(device => new Api.ThrottleDevice { Path = device.Path, Rate = (ulong)device.Rate })];
}
