using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Which containers a lifecycle command means.</summary>
internal static class Lifecycle
{
    /// <summary>Without one-offs and hooks, in the order of their numbers.</summary>
    public static IEnumerable<ObservedContainer> ReplicasOf(ObservedState observed, string service) =>
        InOrder(observed.Containers.Where(container => container.Service == service && !container.IsOneOff && !container.IsHook));

    /// <summary>What its pre_start hooks ran in.</summary>
    public static ImmutableArray<ObservedContainer> HooksOf(ObservedState observed, string service) =>
        [.. observed.Containers.Where(container => container.IsHook && container.Service == service)];

    public static IEnumerable<ObservedContainer> InOrder(IEnumerable<ObservedContainer> containers) => containers
        .OrderBy(container => container.Service, StringComparer.Ordinal).ThenBy(container => container.Number).ThenBy(container => container.Name, StringComparer.Ordinal);

    /// <summary>The named services, or all of the stack's, in their order.</summary>
    public static IEnumerable<OutlineService> Chosen(StackOutline stack, ImmutableArray<string> services) =>
        stack.Services.Where(service => services.IsEmpty || services.Contains(service.Name));

    /// <summary>The stop before it is what brings the downtime; with its anonymous volumes goes what they hold.</summary>
    public static Risk RemovalRisk(ObservedContainer container, bool volumes) =>
        volumes && container.Mounts.Any(mount => mount.Type == MountType.Volume) ? Risk.DataLoss : Risk.None;

    /// <summary>Of no service that the files know.</summary>
    public static bool IsUnknown(StackOutline stack, ObservedContainer container) =>
        stack.Find(container.Service) is null && !stack.Disabled.Contains(container.Service);
}
