using Compose.Files.Model;
using Compose.Planning.Desired;
using Docker.DotNet.Models;
using Volume = Compose.Files.Model.Volume;

namespace Compose.Execution.Requests;

public static class VolumeRequest
{
    public static VolumesCreateParameters Create(VolumeSpec spec) => Create(spec.Volume, spec.Labels);

    private static VolumesCreateParameters Create(Volume volume, NamedMap<string> labels) => new()
    {
        Name = volume.Name,
        Driver = volume.Driver ?? "",
        DriverOpts = HostRequest.Map(volume.DriverOpts)!,
        Labels = HostRequest.Map(labels)!,
    };
}
