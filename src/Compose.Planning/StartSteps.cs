using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Planning.Graph;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Starts services in the order of their dependencies: waits for conditions, hooks, files, starts. What runs already is left alone, and what
/// is known to be met is not waited for.
/// </summary>
internal sealed class StartSteps
{
    private readonly PlanBuilder _steps;
    private readonly StopSteps _stops;
    private readonly ImmutableArray<ServiceStart> _services;
    private readonly Dictionary<string, ServiceStart> _byName;
    private readonly DependencyGraph _graph;
    private readonly TimeSpan? _waitTimeout;
    private readonly ILookup<int, StepId> _freedPorts;
    private readonly Dictionary<string, ImmutableArray<StepId>> _started = new(StringComparer.Ordinal);
    private readonly Dictionary<ContainerRef, StepId> _startOf = [];
    private readonly Dictionary<ContainerRef, ImmutableArray<StepId>> _heldBy = [];
    private readonly Dictionary<(string Service, AwaitedCondition Condition, bool Required), ImmutableArray<StepId>> _waits = [];

    /// <summary><paramref name="services"/>: dependencies first.</summary>
    public StartSteps(
        PlanBuilder steps, StopSteps stops, ImmutableArray<ServiceStart> services, DependencyGraph graph, TimeSpan? waitTimeout,
        IEnumerable<(int Port, StepId Step)> freedPorts)
    {
        _steps = steps;
        _stops = stops;
        _services = services;
        _byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        _graph = graph;
        _waitTimeout = waitTimeout;
        _freedPorts = freedPorts.ToLookup(item => item.Port, item => item.Step);
    }

    public void Start()
    {
        foreach (var service in _services)
            _started[service.Name] = Start(service);
    }

    /// <summary>Ends when everything runs, is healthy, or is done if that is what somebody waits for.</summary>
    public void AwaitAll(TimeSpan? timeout)
    {
        foreach (var service in _services)
        {
            var oneShot = _services.Any(other =>
                other.DependsOn.TryGet(service.Name, out var dependency) && dependency.Condition == DependencyCondition.CompletedSuccessfully);
            var condition = oneShot ? AwaitedCondition.CompletedSuccessfully : AwaitedCondition.RunningOrHealthy;
            Await(service, condition, required: true, [], timeout, ReasonCode.Wait);
        }
    }

    /// <summary>The waits of others that show whether the container does what it is there for.</summary>
    public ImmutableArray<StepId> HeldBy(ContainerRef container) => _heldBy.GetValueOrDefault(container, []);

    public StepId? StartOf(ContainerRef container) => _startOf.TryGetValue(container, out var start) ? start : null;

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
                after.AddRange(Await(_byName[name], Condition(dependency), dependency.Required, WaitersFor(name, dependency, service), _waitTimeout, ReasonCode.Dependency));
        }

        if (_byName.ContainsKey(service))
            foreach (var name in _graph.DependenciesOf(service).Where(name => !dependsOn.Contains(name) && _started.ContainsKey(name)))
                after.AddRange(_started[name]);
        return [.. after.Distinct().OrderBy(step => step.Value)];
    }

    private ImmutableArray<StepId> Start(ServiceStart service)
    {
        if (service.Provider is { } provider)
            return [provider];
        var toStart = service.Replicas.Where(NeedsStart).ToList();
        if (toStart.Count == 0)
        {
            // Nothing of it waits, but who asked for it may rely on what it needs.
            if (!service.Replicas.IsEmpty)
                DependenciesMet(service.Name, service.DependsOn);
            return [.. _graph.DependenciesOf(service.Name).Where(_started.ContainsKey).SelectMany(name => _started[name]).Distinct().OrderBy(step => step.Value)];
        }

        var before = DependenciesMet(service.Name, service.DependsOn);
        if (toStart.Count == service.Replicas.Length && !toStart.Any(IsPaused))
            before = PreStart(service, toStart[0], before);
        var ends = ImmutableArray.CreateBuilder<StepId>();
        ImmutableArray<StepId> held = [];
        foreach (var batch in Batches(service, toStart))
        {
            if (service.Update is { } update && update.Delay > TimeSpan.Zero && !held.IsEmpty)
                held = [_steps.Add(new Operation.Delay(service.Name, update.Delay), new Reason(ReasonCode.Update, "delay"), held)];
            before = [.. before, .. held];
            held = StartBatch(service, batch, before, ends);
        }

        return ends.ToImmutable();
    }

    /// <summary>
    /// All at once, or what is replaced in groups of the size that the file says; what is there already comes before, and what is new after that: a new
    /// one of a version that does not hold would get its share of the requests, with nothing to go back to.
    /// </summary>
    private static IEnumerable<List<Replica>> Batches(ServiceStart service, List<Replica> toStart)
    {
        if (service.Update is not { } update)
            return [toStart];
        var replaced = toStart.Where(replica => replica.Handover is not null).Chunk(update.Parallelism).Select(batch => batch.ToList());
        List<Replica> there = [.. toStart.Where(replica => replica.Existing is not null)];
        List<Replica> added = [.. toStart.Where(replica => replica.Existing is null && replica.Handover is null)];
        return replaced.Prepend(there).Append(added).Where(batch => batch.Count > 0);
    }

    /// <summary>The steps after which the batch holds.</summary>
    private ImmutableArray<StepId> StartBatch(ServiceStart service, List<Replica> batch, ImmutableArray<StepId> before, ImmutableArray<StepId>.Builder ends)
    {
        var held = ImmutableArray.CreateBuilder<StepId>();
        foreach (var replica in batch)
        {
            var ready = replica.Handover is { IsDelayed: true } handover ? handover.Begin(before) : [];
            var started = Start(service, replica, [.. before, .. ready]);
            var up = AddPostStart(service, replica, started);
            ends.AddRange(up);
            replica.Handover?.Start(started, up[0]);
            if (service.Update is { } update && replica.Handover is { } rolled)
                held.AddRange(rolled.Hold(Hold(replica, update, up)));
            // The engine hands out the ports of one range in the order of the starts, and starts at one time can get the same port.
            if (service.Model?.Ports.Any(port => port.Published?.Contains('-') == true) == true)
                before = before.Add(started);
        }

        return held.ToImmutable();
    }

    /// <summary>Up, and still up when it has been watched for as long as the file says.</summary>
    private ImmutableArray<StepId> Hold(Replica replica, UpdatePolicy update, ImmutableArray<StepId> after)
    {
        var up = AddHold(replica, AwaitedCondition.RunningOrHealthy, _waitTimeout, after);
        return update.Monitor > TimeSpan.Zero ? [up, AddHold(replica, AwaitedCondition.Steady, update.Monitor, [up])] : [up];
    }

    private StepId AddHold(Replica replica, AwaitedCondition condition, TimeSpan? timeout, ImmutableArray<StepId> after) =>
        _steps.Add(new Operation.AwaitCondition(replica.Target, condition, Required: true, [], timeout), new Reason(ReasonCode.Update), after);

    private bool NeedsStart(Replica replica) => replica.Existing is not { IsActive: true, State: not ContainerState.Paused } running || _stops.IsStopped(running.Id);

    /// <summary>It runs, and only goes on: its start is long past, with what belongs to that.</summary>
    private bool IsPaused(Replica replica) => replica.Existing is { State: ContainerState.Paused } paused && !_stops.IsStopped(paused.Id);

    private ImmutableArray<StepId> PreStart(ServiceStart service, Replica first, ImmutableArray<StepId> before)
    {
        if (service.Model is not { PreStart: { IsEmpty: false } hooks } model)
            return before;
        var stale = service.StaleHooks.Select(hook => _steps.Add(
            new Operation.RemoveContainer(StopSteps.Target(hook), Volumes: true, Force: true), new Reason(ReasonCode.Interrupted, "a pre_start hook that failed")));
        var stopped = service.Replicas.Select(replica => replica.Existing is { } existing ? _stops.StepOf(existing.Id) : null).OfType<StepId>();
        ImmutableArray<StepId> after = [.. before, .. first.Ready, .. stopped, .. stale.ToList()];
        for (var i = 0; i < hooks.Length; i++)
        {
            var run = new Operation.RunPreStart(first.Target, model, i, hooks[i], service.HookNetworks, service.HookLabels);
            after = [_steps.Add(run, new Reason(ReasonCode.Hook, StopSteps.HookName(HookKind.PreStart)), after)];
        }

        return after;
    }

    private StepId Start(ServiceStart service, Replica replica, ImmutableArray<StepId> before)
    {
        ImmutableArray<StepId> after = [.. before, .. replica.Ready];
        if (replica.Existing is not null && _stops.StepOf(replica.Existing.Id) is { } stopped)
            after = [.. after, stopped];
        var reason = replica.Existing is not { } existing ? replica.Reasons[0] with { Changes = [] }
            : _stops.ReasonOf(existing.Id) ?? new Reason(ReasonCode.NotRunning, existing.State.ToString().ToLowerInvariant());
        if (!service.Files.IsEmpty && service.Model is { } model)
            FileChecks.Injected(_steps, model, service.Files);
        if (!service.Files.IsEmpty)
            after = [_steps.Add(new Operation.InjectFiles(replica.Target, service.Files), new Reason(ReasonCode.Inject), replica.Ready), .. after];
        Operation start = IsPaused(replica) ? new Operation.UnpauseContainer(replica.Target) : new Operation.StartContainer(replica.Target);
        var ports = service.Model is null ? [] : PortsOf(service.Model).SelectMany(port => _freedPorts[port]);
        return _startOf[replica.Container] = _steps.Add(start, reason, after.Concat(ports));
    }

    private ImmutableArray<StepId> AddPostStart(ServiceStart service, Replica replica, StepId started) =>
        _stops.AddHooks(replica.Target, HookKind.PostStart, IsPaused(replica) ? [] : service.Model?.PostStart ?? [], [started]);

    private ImmutableArray<StepId> Await(
        ServiceStart service, AwaitedCondition condition, bool required, ImmutableArray<string> waiters, TimeSpan? timeout, ReasonCode code)
    {
        if (_waits.TryGetValue((service.Name, condition, required), out var known))
            return known;
        var waits = ImmutableArray.CreateBuilder<StepId>();
        foreach (var replica in service.Replicas)
        {
            if (IsMet(replica, condition))
            {
                _steps.Settle(replica.Target.Name, SettledKind.Healthy);
                continue;
            }

            var wait = new Operation.AwaitCondition(replica.Target, condition, required, waiters, timeout);
            var reason = new Reason(code, waiters.IsEmpty ? null : string.Join(", ", waiters));
            var added = _steps.Add(wait, reason, _startOf.TryGetValue(replica.Container, out var start) ? [start] : replica.Ready);
            waits.Add(added);
            if (condition != AwaitedCondition.CompletedSuccessfully && required)
                _heldBy[replica.Container] = [.. _heldBy.GetValueOrDefault(replica.Container, []), added];
        }

        return _waits[(service.Name, condition, required)] = waits.ToImmutable();
    }

    private bool IsMet(Replica replica, AwaitedCondition condition)
    {
        if (replica.Existing is not { State: ContainerState.Running } existing || NeedsStart(replica))
            return false;
        return condition switch
        {
            AwaitedCondition.Healthy => existing.Health == HealthState.Healthy,
            AwaitedCondition.RunningOrHealthy => existing.Health is HealthState.Healthy or HealthState.None,
            _ => false,
        };
    }

    /// <summary>Everybody who waits in the same way, so that one step can tell who is kept waiting.</summary>
    private ImmutableArray<string> WaitersFor(string name, Dependency dependency, string service)
    {
        var others = _services.Where(other => other.DependsOn.TryGet(name, out var theirs)
            && theirs.Condition == dependency.Condition && theirs.Required == dependency.Required && other.Replicas.Any(NeedsStart));
        return [.. others.Select(other => other.Name).Append(service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static AwaitedCondition Condition(Dependency dependency) =>
        dependency.Condition == DependencyCondition.Healthy ? AwaitedCondition.Healthy : AwaitedCondition.CompletedSuccessfully;

    public static IEnumerable<int> PortsOf(Service service)
    {
        foreach (var published in service.Ports.Select(port => port.Published).OfType<string>())
        {
            var ends = published.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to))
                for (var port = from; port <= to; port++)
                    yield return port;
        }
    }
}
