using System.Collections.Immutable;
using Compose.Planning.Containers;
using Compose.Planning.Context;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Starting;

/// <summary>
/// Starts services in the order of their dependencies: hooks, files, starts, with the waits of <see cref="WaitSteps"/> between them.
/// Running containers are left as they are.
/// </summary>
internal sealed class StartSteps(PlanBuilder steps, StopSteps stops, WaitSteps waits, IEnumerable<(int Port, StepId Step)> freedPorts)
{
    private readonly ILookup<int, StepId> _freedPorts = freedPorts.ToLookup(item => item.Port, item => item.Step);

    /// <summary><paramref name="services"/>: dependencies first.</summary>
    public void Start(ImmutableArray<ServiceStart> services)
    {
        foreach (var service in services)
            waits.Started(service.Name, Start(service));
    }

    private ImmutableArray<StepId> Start(ServiceStart service)
    {
        if (service.Provider is { } provider)
            return [provider];
        var toStart = service.Replicas.Where(replica => replica.NeedsStart(stops)).ToList();
        if (toStart.Count == 0)
        {
            if (!service.Replicas.IsEmpty)
                waits.DependenciesMet(service.Name, service.DependsOn);
            return waits.DependenciesStarted(service.Name);
        }

        var before = waits.DependenciesMet(service.Name, service.DependsOn);
        if (toStart.Count == service.Replicas.Length && !toStart.Any(replica => replica.IsPaused(stops)))
            before = PreStart(service, toStart[0], before);
        var ends = ImmutableArray.CreateBuilder<StepId>();
        ImmutableArray<StepId> confirmed = [];
        foreach (var batch in Batches(service, toStart))
        {
            if (service.Update is { } update && update.Delay > TimeSpan.Zero && !confirmed.IsEmpty)
                confirmed = [steps.Add(new Operation.Delay(service.Name, update.Delay), new Reason(ReasonCode.Update, "delay"), confirmed)];
            before = [.. before, .. confirmed];
            confirmed = StartBatch(service, batch, before, ends);
        }

        return ends.ToImmutable();
    }

    /// <summary>
    /// All at once, or with an update policy replacements in batches of its parallelism: existing containers before them, additional ones
    /// after them, because a new container of a version that fails has nothing to roll back to.
    /// </summary>
    private static IEnumerable<List<PlannedReplica>> Batches(ServiceStart service, List<PlannedReplica> toStart)
    {
        if (service.Update is not { } update)
            return [toStart];
        var replaced = toStart.Where(replica => replica.Replacement is not null).Chunk(update.Parallelism).Select(batch => batch.ToList());
        List<PlannedReplica> there = [.. toStart.Where(replica => replica.Existing is not null)];
        List<PlannedReplica> added = [.. toStart.Where(replica => replica.Existing is null && replica.Replacement is null)];
        return replaced.Prepend(there).Append(added).Where(batch => batch.Count > 0);
    }

    /// <summary>Returns the steps after which the batch is known to work.</summary>
    private ImmutableArray<StepId> StartBatch(
        ServiceStart service, List<PlannedReplica> batch, ImmutableArray<StepId> before, ImmutableArray<StepId>.Builder ends)
    {
        var confirmed = ImmutableArray.CreateBuilder<StepId>();
        foreach (var replica in batch)
        {
            var ready = replica.Replacement is { IsDelayed: true } replacement ? replacement.Begin(before) : [];
            var started = Start(service, replica, [.. before, .. ready]);
            var up = AddPostStart(service, replica, started);
            ends.AddRange(up);
            replica.Replacement?.Start(started, up[0]);
            if (service.Update is { } update && replica.Replacement is { } rolled)
                confirmed.AddRange(rolled.Confirm(waits.Confirm(replica, update, up)));
            // The engine assigns ports of a range in the order of the starts; concurrent starts can get the same port.
            if (service.Model?.Ports.Any(port => port.HostPorts is { Count: > 1 }) == true)
                before = before.Add(started);
        }

        return confirmed.ToImmutable();
    }

    private ImmutableArray<StepId> PreStart(ServiceStart service, PlannedReplica first, ImmutableArray<StepId> before)
    {
        if (service.Model is not { PreStart: { IsEmpty: false } hooks } model)
            return before;
        var stale = service.StaleHooks.Select(hook => steps.Add(
            new Operation.RemoveContainer(ContainerTarget.Of(hook), Volumes: true, Force: true),
                new Reason(ReasonCode.Interrupted, "a pre_start hook that failed")));
        var stopped = service.Replicas.Select(replica => replica.Existing is { } existing ? stops.StepOf(existing.Id) : null)
            .OfType<StepId>();
        ImmutableArray<StepId> after = [.. before, .. first.Ready, .. stopped, .. stale.ToList()];
        for (var i = 0; i < hooks.Length; i++)
        {
            var run = new Operation.RunPreStart(first.Target, model, i, hooks[i], service.Hooks[i]);
            after = [steps.Add(run, new Reason(ReasonCode.Hook, HookKind.PreStart.Name()), after)];
        }

        return after;
    }

    private StepId Start(ServiceStart service, PlannedReplica replica, ImmutableArray<StepId> before)
    {
        ImmutableArray<StepId> after = [.. before, .. replica.Ready];
        if (replica.Existing is not null && stops.StepOf(replica.Existing.Id) is { } stopped)
            after = [.. after, stopped];
        var reason = replica.Existing is not { } existing ? replica.Reasons[0] with { Changes = [] }
            : stops.ReasonOf(existing.Id) ?? new Reason(ReasonCode.NotRunning, existing.State.ToString().ToLowerInvariant());
        if (!service.Files.IsEmpty && service.Model is { } model)
            ConfigFileChecks.CheckInjected(steps, model, service.Files);
        if (!service.Files.IsEmpty)
            after = [steps.Add(new Operation.InjectFiles(replica.Target, service.Files), new Reason(ReasonCode.Inject), replica.Ready),
                .. after];
        Operation start = replica.IsPaused(stops)
            ? new Operation.UnpauseContainer(replica.Target)
            : new Operation.StartContainer(replica.Target);
        var ports = service.Model is null ? [] : service.Model.HostPorts().SelectMany(port => _freedPorts[port]);
        var started = steps.Add(start, reason, after.Concat(ports));
        waits.Started(replica.Container, started);
        return started;
    }

    private ImmutableArray<StepId> AddPostStart(ServiceStart service, PlannedReplica replica, StepId started) =>
        stops.AddHooks(replica.Target, HookKind.PostStart, replica.IsPaused(stops) ? [] : service.Model?.PostStart ?? [], [started]);
}
