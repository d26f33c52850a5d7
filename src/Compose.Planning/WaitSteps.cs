using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Graph;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Adds what starts wait for: the dependencies of a service, that a new container holds, and with --wait that everything does. What is known to be
/// met is not waited for, and what several wait for is one step.
/// </summary>
internal sealed class WaitSteps(PlanBuilder steps, StopSteps stops, ImmutableArray<ServiceStart> services, DependencyGraph graph, TimeSpan? timeout)
{
    private readonly Dictionary<string, ServiceStart> _byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<StepId>> _started = new(StringComparer.Ordinal);
    private readonly Dictionary<ContainerRef, StepId> _startOf = [];
    private readonly Dictionary<ContainerRef, ImmutableArray<StepId>> _heldBy = [];
    private readonly Dictionary<(string Service, AwaitedCondition Condition, bool Required), ImmutableArray<StepId>> _waits = [];

    public void Started(ContainerRef container, StepId start) => _startOf[container] = start;

    /// <summary>The service is as far as it comes by being started; <paramref name="ends"/> are the steps that show it.</summary>
    public void Started(string service, ImmutableArray<StepId> ends) => _started[service] = ends;

    public StepId? StartOf(ContainerRef container) => _startOf.TryGetValue(container, out var start) ? start : null;

    /// <summary>The waits of others that show whether the container does what it is there for.</summary>
    public ImmutableArray<StepId> HeldBy(ContainerRef container) => _heldBy.GetValueOrDefault(container, []);

    /// <summary>What has to be done before a service may start that has these dependencies.</summary>
    public ImmutableArray<StepId> DependenciesMet(string service, NamedMap<Dependency> dependsOn)
    {
        var after = ImmutableArray.CreateBuilder<StepId>();
        foreach (var (name, dependency) in dependsOn)
        {
            if (!_started.TryGetValue(name, out var started))
                continue;
            after.AddRange(started);
            if (dependency.Condition != DependencyCondition.Started)
                after.AddRange(Await(_byName[name], Awaited(dependency), dependency.Required, WaitersFor(name, dependency, service), ReasonCode.Dependency));
        }

        if (_byName.ContainsKey(service))
            foreach (var name in graph.DependenciesOf(service).Where(name => !dependsOn.Contains(name) && _started.ContainsKey(name)))
                after.AddRange(_started[name]);
        return [.. after.Distinct().OrderBy(step => step.Value)];
    }

    /// <summary>The starts alone: nothing of the service waits, but who asked for it may rely on what it needs.</summary>
    public ImmutableArray<StepId> DependenciesStarted(string service) =>
        [.. graph.DependenciesOf(service).Where(_started.ContainsKey).SelectMany(name => _started[name]).Distinct().OrderBy(step => step.Value)];

    /// <summary>Up, and still up when it has been watched for as long as the file says.</summary>
    public ImmutableArray<StepId> Hold(Replica replica, UpdatePolicy update, ImmutableArray<StepId> after)
    {
        var up = Hold(replica, AwaitedCondition.RunningOrHealthy, timeout, after);
        return update.Monitor > TimeSpan.Zero ? [up, Hold(replica, AwaitedCondition.Steady, update.Monitor, [up])] : [up];
    }

    /// <summary>Ends when everything runs, is healthy, or is done if that is what a dependent service waits for.</summary>
    public void AwaitAll(TimeSpan stable)
    {
        foreach (var service in services)
        {
            var oneShot = services.Any(other =>
                other.DependsOn.TryGet(service.Name, out var dependency) && dependency.Condition == DependencyCondition.CompletedSuccessfully);
            Await(service, oneShot ? AwaitedCondition.CompletedSuccessfully : AwaitedCondition.RunningOrHealthy, required: true, [], ReasonCode.Wait, stable);
        }
    }

    /// <summary>What there is to wait for in a dependency on more than the start.</summary>
    public static AwaitedCondition Awaited(Dependency dependency) =>
        dependency.Condition == DependencyCondition.Healthy ? AwaitedCondition.Healthy : AwaitedCondition.CompletedSuccessfully;

    private StepId Hold(Replica replica, AwaitedCondition condition, TimeSpan? within, ImmutableArray<StepId> after) =>
        steps.Add(new Operation.AwaitCondition(replica.Target, condition, Required: true, [], within), new Reason(ReasonCode.Update), after);

    private ImmutableArray<StepId> Await(ServiceStart service, AwaitedCondition condition, bool required, ImmutableArray<string> waiters, ReasonCode code, TimeSpan stable = default)
    {
        if (_waits.TryGetValue((service.Name, condition, required), out var known))
            return known;
        var waits = ImmutableArray.CreateBuilder<StepId>();
        foreach (var replica in service.Replicas)
        {
            if (IsMet(replica, condition, stable))
            {
                steps.Settle(replica.Target.Name, SettledKind.Healthy);
                continue;
            }

            var wait = new Operation.AwaitCondition(replica.Target, condition, required, waiters, timeout) { Stable = condition == AwaitedCondition.RunningOrHealthy ? stable : TimeSpan.Zero };
            var reason = new Reason(code, waiters.IsEmpty ? null : string.Join(", ", waiters));
            var added = steps.Add(wait, reason, StartOf(replica.Container) is { } start ? [start] : replica.Ready);
            waits.Add(added);
            if (condition != AwaitedCondition.CompletedSuccessfully && required)
                _heldBy[replica.Container] = [.. HeldBy(replica.Container), added];
        }

        return _waits[(service.Name, condition, required)] = waits.ToImmutable();
    }

    private bool IsMet(Replica replica, AwaitedCondition condition, TimeSpan stable)
    {
        if (replica.Existing is not { State: ContainerState.Running } existing || replica.NeedsStart(stops))
            return false;
        return condition switch
        {
            AwaitedCondition.Healthy => existing.Health == HealthState.Healthy,
            AwaitedCondition.RunningOrHealthy => existing.Health == HealthState.Healthy || existing.Health == HealthState.None && !(existing.UpFor < stable),
            _ => false,
        };
    }

    /// <summary>Everybody who waits in the same way, so that one step can tell who is kept waiting.</summary>
    private ImmutableArray<string> WaitersFor(string name, Dependency dependency, string service)
    {
        var others = services.Where(other => other.DependsOn.TryGet(name, out var theirs)
            && theirs.Condition == dependency.Condition && theirs.Required == dependency.Required && other.Replicas.Any(replica => replica.NeedsStart(stops)));
        return [.. others.Select(other => other.Name).Append(service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
