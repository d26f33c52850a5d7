using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Swarm.Desired;

/// <summary>
/// Devices that a service asks for. A swarm knows no devices: it counts resources, and each node advertises those that it has under a name
/// that its administrator has chosen, such as gpu or NVIDIA-GPU.
/// </summary>
/// <param name="Request">What the file says.</param>
/// <param name="Attribute">Where, below the service.</param>
/// <param name="Words">What the devices can do.</param>
internal sealed record DeviceWish(DeviceRequest Request, string Attribute, ImmutableArray<string> Words)
{
    /// <summary>Those that the file does not also reserve as `generic_resources`: that is how it says what a swarm counts.</summary>
    public static IEnumerable<DeviceWish> Of(Service service)
    {
        var reserved = service.Deploy?.Reservations ?? new ComputeResources();
        return service.Gpus.Select(gpu => new DeviceWish(gpu, "gpus", [.. gpu.Capabilities.Append("gpu").Distinct()]))
            .Concat(reserved.Devices.Select(device =>
                new DeviceWish(device, "deploy.resources.reservations.devices", device.Capabilities)))
            .Where(wish => !reserved.GenericResources.Any(resource => wish.Fits(resource.Kind)));
    }

    /// <summary>Those of the kinds that nodes advertise which are such devices; of the driver, if one is named.</summary>
    public ImmutableArray<string> KindsAmong(ImmutableArray<string> advertised)
    {
        var fitting = advertised.Where(Fits).ToImmutableArray();
        return Request.Driver is { Length: > 0 } driver
            && fitting.RemoveAll(kind => !kind.StartsWith(driver, StringComparison.OrdinalIgnoreCase)) is { IsEmpty: false } ofDriver
            ? ofDriver : fitting;
    }

    private bool Fits(string kind) => Words.Any(word => kind.Equals(word, StringComparison.OrdinalIgnoreCase)
        || kind.EndsWith("-" + word, StringComparison.OrdinalIgnoreCase));
}
