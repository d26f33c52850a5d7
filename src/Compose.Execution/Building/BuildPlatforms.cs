using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Host;

namespace Compose.Execution.Building;

/// <summary>
/// The platforms that a service's image is built for: what build.platforms says, narrowed to the one that the service runs on.
/// </summary>
internal static class BuildPlatforms
{
    /// <summary>A second value is the sentence about what does not fit together.</summary>
    public static (ImmutableArray<string> Platforms, string? Objection) Of(BuildOrder order, Service service)
    {
        var declared = service.Build!.Platforms;
        var usual = order.Project.Environment.TryGet(EnvironmentNames.DefaultPlatform.Name, out var set) && set.Length > 0 ? set : null;
        if (service.Platform is null or "" && usual is not null && !declared.IsEmpty && !declared.Contains(usual))
            return (declared,
                $"service \"{service.Name}\" build.platforms does not support value set by {EnvironmentNames.DefaultPlatform.Name}: {usual}");
        var own = service.Platform is { Length: > 0 } said ? said : usual;
        if (own is not null)
        {
            if (!declared.IsEmpty && !declared.Contains(own))
                return (declared, $"service \"{service.Name}\" build configuration does not support platform: {own}");
            if (order.SinglePlatform || declared.IsEmpty)
                return ([own], null);
        }

        // Of several the builder takes the one that it is on.
        return (order.SinglePlatform && declared.Length > 1 ? [] : declared, null);
    }
}
