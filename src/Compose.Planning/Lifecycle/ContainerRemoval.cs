using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Lifecycle;

/// <summary>The containers of `down`: stopped with their hooks after their dependents, then removed.</summary>
internal sealed class ContainerRemoval(PlanBuilder steps, ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
{
    private readonly StopSteps _stops = new(steps, policy.StopTimeout);
    private readonly Dictionary<string, StepId> _removed = new(StringComparer.Ordinal);

    /// <summary>Returns the step that removes each container, by container id.</summary>
    public IReadOnlyDictionary<string, StepId> Run(IReadOnlySet<string> services)
    {
        var stopped = new Dictionary<string, ImmutableArray<StepId>>(StringComparer.Ordinal);
        foreach (var service in stack.Services.Reverse())
        {
            ImmutableArray<StepId> before = [.. stack.Graph.DependentsOf(service.Name).SelectMany(name => stopped[name]).Distinct()];
            var ends = services.Contains(service.Name) ? Service(service, before) : [];
            stopped[service.Name] = ends.IsEmpty ? before : ends;
        }

        if (policy.RemoveOrphans)
            foreach (var orphan in ObservedContainer.InOrder(observed.Containers
                    .Where(container => !container.IsHook && stack.IsUnknown(container))))
                Remove(orphan, null, new Reason(ReasonCode.Orphan, orphan.Service), [], volumes: false);
        foreach (var hook in ObservedContainer.InOrder(observed.Containers
                .Where(container => container.IsHook && (policy.Services.IsEmpty || services.Contains(container.Service)))))
            Remove(hook, null, new Reason(ReasonCode.Requested), [], volumes: true);
        return _removed;
    }

    /// <summary>Removing a stopped container costs no downtime; removing its anonymous volumes loses data.</summary>
    public static Risk RiskOf(ObservedContainer container, bool volumes) =>
        volumes && container.Mounts.Any(mount => mount.Type == MountType.Volume) ? Risk.DataLoss : Risk.None;

    private ImmutableArray<StepId> Service(OutlineService service, ImmutableArray<StepId> before)
    {
        var reason = new Reason(ReasonCode.Requested);
        if (service.Model?.Provider is not null && stack.Desired is { } desired)
            return [steps.Add(new Operation.RunProvider(desired.Project, service.Model, ProviderVerb.Down), reason, before)];
        var own = observed.Containers
            .Where(container => container.Service == service.Name && !container.IsHook && (!container.IsOneOff || policy.RemoveOrphans));
        return [.. ObservedContainer.InOrder(own).Select(container => Remove(container, service, reason, before, policy.Volumes))];
    }

    /// <summary>Returns the stop, because dependencies can stop before the removal is done.</summary>
    private StepId Remove(ObservedContainer container, OutlineService? service, Reason reason, ImmutableArray<StepId> before, bool volumes)
    {
        var remove = new Operation.RemoveContainer(ContainerTarget.Of(container), volumes, Force: true);
        if (_stops.IsKill(container, stack.Desired?.Find(container.Service)))
            return _removed[container.Id] = steps.Add(
                remove with { IsKill = true }, reason, before, RiskOf(container, volumes) == Risk.None ? Risk.Downtime : Risk.DataLoss);
        var stop = container.IsHook
            ? _stops.Add(container, null, reason, Risk.Downtime, before)
            : _stops.AddOrReport(container, service?.Model, reason, Risk.Downtime, before);
        var removed = steps.Add(remove, reason, stop.IsEmpty ? before : stop, RiskOf(container, volumes));
        _removed[container.Id] = removed;
        return stop.IsEmpty ? removed : stop[0];
    }
}
