using System.Collections.Immutable;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>The containers of a `down`: stopped with their hooks when nothing that needs them runs any more, then removed.</summary>
internal sealed class ContainerRemoval(PlanBuilder steps, StackOutline stack, ObservedState observed, LifecyclePolicy policy)
{
    private readonly StopSteps _stops = new(steps, policy.StopTimeout);
    private readonly Dictionary<string, StepId> _removed = new(StringComparer.Ordinal);

    /// <summary>The step that removes each container, by its id.</summary>
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
            foreach (var orphan in Lifecycle.InOrder(observed.Containers.Where(container => !container.IsHook && Lifecycle.IsUnknown(stack, container))))
                Remove(orphan, null, new Reason(ReasonCode.Orphan, orphan.Service), [], volumes: false);
        foreach (var hook in Lifecycle.InOrder(observed.Containers.Where(container => container.IsHook && (policy.Services.IsEmpty || services.Contains(container.Service)))))
            Remove(hook, null, new Reason(ReasonCode.Requested), [], volumes: true);
        return _removed;
    }

    private ImmutableArray<StepId> Service(OutlineService service, ImmutableArray<StepId> before)
    {
        var reason = new Reason(ReasonCode.Requested);
        if (service.Model?.Provider is not null)
            return [steps.Add(new Operation.RunProvider(service.Model, ProviderVerb.Down), reason, before)];
        var own = observed.Containers.Where(container => container.Service == service.Name && !container.IsHook && (!container.IsOneOff || policy.RemoveOrphans));
        return [.. Lifecycle.InOrder(own).Select(container => Remove(container, service, reason, before, policy.Volumes))];
    }

    /// <summary>Its last step before the removal, which nobody needs to wait for: once it is stopped its dependencies may go.</summary>
    private StepId Remove(ObservedContainer container, OutlineService? service, Reason reason, ImmutableArray<StepId> before, bool volumes)
    {
        var stop = container.IsHook ? _stops.Add(container, null, reason, Risk.Downtime, before) : _stops.AddOrSettle(container, service?.Model, reason, Risk.Downtime, before);
        var remove = new Operation.RemoveContainer(StopSteps.Target(container), volumes, Force: true);
        var removed = steps.Add(remove, reason, stop.IsEmpty ? before : stop, Lifecycle.RemovalRisk(container, volumes));
        _removed[container.Id] = removed;
        return stop.IsEmpty ? removed : stop[0];
    }
}
