using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Graph;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Updates;

namespace Compose.Planning.Starting;

/// <summary>
/// Adds the waits: for dependencies, for new containers to work, and with --wait for everything. A condition that is already met is not
/// waited for, and several waits for the same condition are one step.
/// </summary>
internal sealed class WaitSteps(
    PlanBuilder steps, StopSteps stops, ImmutableArray<ServiceStart> services, DependencyGraph graph, TimeSpan? timeout)
{
    private readonly Dictionary<string, ServiceStart> _byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<StepId>> _started = new(StringComparer.Ordinal);
    private readonly Dictionary<ContainerRef, StepId> _startOf = [];
    private readonly Dictionary<ContainerRef, ImmutableArray<StepId>> _confirmedBy = [];
    private readonly Dictionary<(string Service, AwaitedCondition Condition, bool Required), ImmutableArray<StepId>> _waits = [];

    public void Started(ContainerRef container, StepId start) => _startOf[container] = start;

    /// <summary>Records the steps that end the start of a service.</summary>
    public void Started(string service, ImmutableArray<StepId> ends) => _started[service] = ends;

    public StepId? StartOf(ContainerRef container) => _startOf.TryGetValue(container, out var start) ? start : null;

    /// <summary>The waits of dependents that show whether the container works.</summary>
    public ImmutableArray<StepId> ConfirmedBy(ContainerRef container) => _confirmedBy.GetValueOrDefault(container, []);

    /// <summary>The steps before the start of a service with these dependencies.</summary>
    public ImmutableArray<StepId> DependenciesMet(string service, NamedMap<Dependency> dependsOn)
    {
        var after = ImmutableArray.CreateBuilder<StepId>();
        foreach (var (name, dependency) in dependsOn)
        {
            if (!_started.TryGetValue(name, out var started))
                continue;
            after.AddRange(started);
            if (dependency.Condition != DependencyCondition.Started)
                after.AddRange(
                    Await(_byName[name], Awaited(dependency), dependency.Required, WaitersFor(name, dependency, service),
                        ReasonCode.Dependency));
        }

        if (_byName.ContainsKey(service))
            foreach (var name in graph.DependenciesOf(service).Where(name => !dependsOn.Contains(name) && _started.ContainsKey(name)))
                after.AddRange(_started[name]);
        return [.. after.Distinct().OrderBy(step => step.Value)];
    }

    /// <summary>Only the starts of the dependencies: a service that runs already still gets them, because the user named it.</summary>
    public ImmutableArray<StepId> DependenciesStarted(string service) =>
        [.. graph.DependenciesOf(service).Where(_started.ContainsKey).SelectMany(name => _started[name]).Distinct()
            .OrderBy(step => step.Value)];

    /// <summary>The new container runs or is healthy, and stays so for the monitor period.</summary>
    public ImmutableArray<StepId> Confirm(PlannedReplica replica, UpdatePolicy update, ImmutableArray<StepId> after)
    {
        var up = Confirm(replica, AwaitedCondition.RunningOrHealthy, timeout, after);
        return update.Monitor > TimeSpan.Zero ? [up, Confirm(replica, AwaitedCondition.Steady, update.Monitor, [up])] : [up];
    }

    /// <summary>Waits until everything runs or is healthy, or has completed if a dependent waits for completion.</summary>
    public void AwaitAll(TimeSpan stable)
    {
        foreach (var service in services)
        {
            var oneShot = services.Any(other =>
                other.DependsOn.TryGet(service.Name, out var dependency)
                    && dependency.Condition == DependencyCondition.CompletedSuccessfully);
            Await(service, oneShot ? AwaitedCondition.CompletedSuccessfully : AwaitedCondition.RunningOrHealthy, required: true, [],
                ReasonCode.Wait, stable);
        }
    }

    /// <summary>The condition of a dependency that requires more than a start.</summary>
    public static AwaitedCondition Awaited(Dependency dependency) =>
        dependency.Condition == DependencyCondition.Healthy ? AwaitedCondition.Healthy : AwaitedCondition.CompletedSuccessfully;

    private StepId Confirm(PlannedReplica replica, AwaitedCondition condition, TimeSpan? within, ImmutableArray<StepId> after) =>
        steps.Add(new Operation.AwaitCondition(replica.Target, condition, Required: true, [], within), new Reason(ReasonCode.Update),
            after);

    private ImmutableArray<StepId> Await(
        ServiceStart service, AwaitedCondition condition, bool required, ImmutableArray<string> waiters, ReasonCode code,
        TimeSpan stable = default)
    {
        if (_waits.TryGetValue((service.Name, condition, required), out var known))
            return known;
        var waits = ImmutableArray.CreateBuilder<StepId>();
        foreach (var replica in service.Replicas)
        {
            if (IsMet(replica, condition, stable))
            {
                steps.ReportDone(replica.Target.Name, AlreadyDoneKind.Healthy);
                continue;
            }

            var wait = new Operation.AwaitCondition(replica.Target, condition, required, waiters,
                timeout)
            { Stable = condition == AwaitedCondition.RunningOrHealthy ? stable : TimeSpan.Zero };
            var reason = new Reason(code, waiters.IsEmpty ? null : string.Join(", ", waiters));
            var added = steps.Add(wait, reason, StartOf(replica.Container) is { } start ? [start] : replica.Ready);
            waits.Add(added);
            if (condition != AwaitedCondition.CompletedSuccessfully && required)
                _confirmedBy[replica.Container] = [.. ConfirmedBy(replica.Container), added];
        }

        return _waits[(service.Name, condition, required)] = waits.ToImmutable();
    }

    private bool IsMet(PlannedReplica replica, AwaitedCondition condition, TimeSpan stable)
    {
        if (replica.Existing is not { State: ContainerState.Running } existing || replica.NeedsStart(stops))
            return false;
        return condition switch
        {
            AwaitedCondition.Healthy => existing.Health == HealthState.Healthy,
            AwaitedCondition.RunningOrHealthy =>
                existing.Health == HealthState.Healthy || existing.Health == HealthState.None && !(existing.UpFor < stable),
            _ => false,
        };
    }

    /// <summary>All services that wait for the same condition, so that one step can name them.</summary>
    private ImmutableArray<string> WaitersFor(string name, Dependency dependency, string service)
    {
        var others = services.Where(other => other.DependsOn.TryGet(name, out var theirs)
            && theirs.Condition == dependency.Condition && theirs.Required == dependency.Required
                && other.Replicas.Any(replica => replica.NeedsStart(stops)));
        return [.. others.Select(other => other.Name).Append(service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
