using Compose.Engine.Errors;
using Compose.Engine.Transport;

namespace Compose.Engine.Gaps;

/// <summary>Upstream takes <c>force</c> and does not send it.</summary>
public static class VolumeRemoveCall
{
    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> while containers use it.</summary>
    public static Task RemoveVolumeAsync(
        this EngineClient engine, string name, bool force = false, CancellationToken cancellationToken = default) =>
        engine.DoAsync(new HttpRequest("DELETE", Target.Of("/volumes", name).Add("force", force).ToString()), cancellationToken);
}
