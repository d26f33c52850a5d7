using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>Devices and limits of the kernel.</summary>
internal static class DeviceBinder
{
    public static DeviceMapping Mapping(YamlMapping device) => new()
    {
        Source = device.Text("source") ?? "",
        Target = device.Text("target"),
        Permissions = device.Text("permissions"),
    };

    public static DeviceRequest Request(YamlMapping request) => new()
    {
        Capabilities = request.Texts("capabilities"),
        Driver = request.Text("driver"),
        Count = request.Long("count"),
        DeviceIds = request.Texts("device_ids"),
        Options = request.Strings("options"),
    };

    public static BlkioConfig BlkioConfig(YamlMapping config) => new()
    {
        Weight = config.Int("weight"),
        WeightDevice = config.List("weight_device", device => new WeightDevice(device.Text("path") ?? "", device.Int("weight"))),
        DeviceReadBps = config.List("device_read_bps", Throttle),
        DeviceReadIops = config.List("device_read_iops", Throttle),
        DeviceWriteBps = config.List("device_write_bps", Throttle),
        DeviceWriteIops = config.List("device_write_iops", Throttle),
    };

    public static Ulimit Ulimit(string name, YamlNode node) => node switch
    {
        YamlMapping limits => new Ulimit { Soft = limits.Long("soft"), Hard = limits.Long("hard") },
        YamlScalar { Kind: ScalarKind.Integer } single =>
            new Ulimit { Single = (long)single.Number, Soft = (long)single.Number, Hard = (long)single.Number },
        _ => new Ulimit(),
    };

    private static ThrottleDevice Throttle(YamlMapping device) => new(device.Text("path") ?? "", device.Long("rate"));
}
