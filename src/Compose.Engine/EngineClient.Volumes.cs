using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<VolumesListResponse> ListVolumesAsync(Filters? filters = null, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Volumes.ListAsync(new() { Filters = filters?.Terms }, cancellationToken), cancellationToken);

    public Task<VolumeResponse> InspectVolumeAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Volumes.InspectAsync(PathName.Of(name), cancellationToken), cancellationToken);

    /// <summary>
    /// A volume of that name and driver that exists is returned as it is, without an error and with its old labels.
    /// </summary>
    public Task<VolumeResponse> CreateVolumeAsync(VolumesCreateParameters volume, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Volumes.CreateAsync(volume, cancellationToken), cancellationToken);
}
