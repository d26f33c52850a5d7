using Compose.Engine.Wire;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Execution.Requests;

public static class VolumeRequest
{
    public static VolumeCreation Create(VolumeSpec spec) => Create(spec.Volume, spec.Labels);

    private static VolumeCreation Create(Volume volume, NamedMap<string> labels) => new()
    {
        Name = volume.Name,
        Driver = volume.Driver,
        DriverOpts = HostRequest.Map(volume.DriverOpts),
        Labels = HostRequest.Map(labels),
    };
}
