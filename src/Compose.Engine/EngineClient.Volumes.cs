using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<VolumeList> ListVolumesAsync(Filters? filters = null, CancellationToken cancel = default) =>
        GetAsync(new Target("/volumes").Add(filters), VolumeList.Read, cancel);

    public Task<VolumeInspect> InspectVolumeAsync(string name, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/volumes", name), VolumeInspect.Read, cancel);

    /// <summary>
    /// A volume of that name and driver that exists is returned as it is, without an error and with its old labels.
    /// </summary>
    public Task<VolumeInspect> CreateVolumeAsync(VolumeCreation volume, CancellationToken cancel = default) =>
        PostAsync(new Target("/volumes/create"), volume, WireJson.Default.VolumeCreation, VolumeInspect.Read, cancel);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> while containers use it.</summary>
    public Task RemoveVolumeAsync(string name, bool force = false, CancellationToken cancel = default) =>
        DoAsync(new HttpRequest("DELETE", Target.Of("/volumes", name).Add("force", force).ToString()), cancel);
}
