using Compose.Engine.Transport;

namespace Compose.Engine;

/// <summary>Upstream takes <c>force</c> and does not send it.</summary>
public sealed partial class EngineClient
{
    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> while containers use it.</summary>
    public Task RemoveVolumeAsync(string name, bool force = false, CancellationToken cancellationToken = default) =>
        DoAsync(new HttpRequest("DELETE", Target.Of("/volumes", name).Add("force", force).ToString()), cancellationToken);
}
