using Compose.Engine.Wire;
using Compose.Files.Model;
using Wire = Compose.Engine.Wire;

namespace Compose.Execution.Requests;

/// <summary>Limits, reservations and devices: the service's own words, and deploy's over them.</summary>
public static class ResourceRequest
{
    private const double Nano = 1e9;

    public static HostConfig Apply(Service service, HostConfig host)
    {
        var limits = service.Deploy?.Limits;
        var reservations = service.Deploy?.Reservations;
        var (devices, requests) = Devices(service);
        host = host with
        {
            CgroupParent = service.CgroupParent,
            Memory = HostRequest.NonZero(limits is { Memory: not 0 } ? limits.Memory : service.MemLimit),
            MemorySwap = HostRequest.NonZero(service.MemSwapLimit),
            MemorySwappiness = service.MemSwappiness,
            MemoryReservation = HostRequest.NonZero(reservations is { Memory: not 0 } ? reservations.Memory : service.MemReservation),
            OomKillDisable = service.OomKillDisable,
            CpuCount = HostRequest.NonZero(service.CpuCount),
            CpuPeriod = HostRequest.NonZero(service.CpuPeriod),
            CpuQuota = HostRequest.NonZero(service.CpuQuota),
            CpuRealtimePeriod = HostRequest.NonZero(service.CpuRealtimePeriod),
            CpuRealtimeRuntime = HostRequest.NonZero(service.CpuRealtimeRuntime),
            CpuShares = HostRequest.NonZero(service.CpuShares),
            NanoCpus = HostRequest.NonZero(NanoCpus(limits is { Cpus: not 0 } ? limits.Cpus : service.Cpus)),
            CpuPercent = HostRequest.NonZero((long)(service.CpuPercent * 100)),
            CpusetCpus = service.CpuSet,
            DeviceCgroupRules = HostRequest.List(service.DeviceCgroupRules),
            PidsLimit = HostRequest.NonZero(limits is { Pids: > 0 } ? limits.Pids : service.PidsLimit),
            Devices = devices.Count == 0 ? null : devices,
            DeviceRequests = requests.Count == 0 ? null : requests,
            Ulimits = Ulimits(service.Ulimits),
        };
        return service.BlkioConfig is { } blkio ? Apply(blkio, host) : host;
    }

    internal static IReadOnlyList<Wire.Ulimit>? Ulimits(NamedMap<Files.Model.Ulimit> ulimits) => ulimits.Count == 0
        ? null
        : [.. ulimits.Select(item => new Wire.Ulimit(item.Key, Hard: Limit(item.Value.Hard, item.Value), Soft: Limit(item.Value.Soft, item.Value)))];

    private static long Limit(long own, Files.Model.Ulimit ulimit) => own != 0 ? own : ulimit.Single ?? 0;

    /// <summary>The product is made in single precision, as the file's number is kept: the last digits are then the peer's.</summary>
    private static long NanoCpus(float cpus) => (long)(float)(cpus * (float)Nano);

    private static (List<Wire.DeviceMapping>, List<Wire.DeviceRequest>) Devices(Service service)
    {
        var devices = new List<Wire.DeviceMapping>();
        var requests = new List<Wire.DeviceRequest>();
        foreach (var device in service.Deploy?.Reservations?.Devices ?? [])
            requests.Add(Request(device, device.Capabilities));
        var cdi = new List<string>();
        foreach (var device in service.Devices)
        {
            if (device.Source == device.Target && IsCdiName(device.Source))
                cdi.Add(device.Source);
            else
                devices.Add(new Wire.DeviceMapping { PathOnHost = device.Source, PathInContainer = device.Target, CgroupPermissions = device.Permissions });
        }

        if (cdi.Count > 0)
            requests.Add(new Wire.DeviceRequest { Driver = "cdi", DeviceIDs = cdi });
        foreach (var gpu in service.Gpus)
            requests.Add(Request(gpu, [.. gpu.Capabilities, "gpu"]));
        return (devices, requests);
    }

    private static Wire.DeviceRequest Request(Files.Model.DeviceRequest device, IReadOnlyList<string> capabilities) => new()
    {
        Driver = device.Driver,
        Count = (int)device.Count,
        DeviceIDs = HostRequest.List(device.DeviceIds),
        Capabilities = [capabilities],
        Options = HostRequest.Map(device.Options),
    };

    /// <summary>`vendor/class=name`.</summary>
    internal static bool IsCdiName(string name)
    {
        var slash = name.IndexOf('/');
        var equals = name.IndexOf('=');
        return slash > 0 && equals > slash + 1 && equals < name.Length - 1 && char.IsAsciiLetter(name[0]);
    }

    private static HostConfig Apply(BlkioConfig blkio, HostConfig host) => host with
    {
        BlkioWeight = blkio.Weight == 0 ? null : blkio.Weight,
        BlkioWeightDevice = blkio.WeightDevice.IsEmpty ? null : [.. blkio.WeightDevice.Select(device => new Wire.WeightDevice(device.Path, device.Weight))],
        BlkioDeviceReadBps = Throttle(blkio.DeviceReadBps),
        BlkioDeviceWriteBps = Throttle(blkio.DeviceWriteBps),
        BlkioDeviceReadIOps = Throttle(blkio.DeviceReadIops),
        BlkioDeviceWriteIOps = Throttle(blkio.DeviceWriteIops),
    };

    private static IReadOnlyList<Wire.ThrottleDevice>? Throttle(IReadOnlyCollection<Files.Model.ThrottleDevice> devices) =>
        devices.Count == 0 ? null : [.. devices.Select(device => new Wire.ThrottleDevice(device.Path, (ulong)device.Rate))];
}
