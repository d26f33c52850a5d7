using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>
/// Starts services in the order of their dependencies: hooks, files, starts, in between what <see cref="WaitSteps"/> waits for. What runs already is
/// left alone.
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
        ImmutableArray<StepId> held = [];
        foreach (var batch in Batches(service, toStart))
        {
            if (service.Update is { } update && update.Delay > TimeSpan.Zero && !held.IsEmpty)
                held = [steps.Add(new Operation.Delay(service.Name, update.Delay), new Reason(ReasonCode.Update, "delay"), held)];
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
                held.AddRange(rolled.Hold(waits.Hold(replica, update, up)));
            // The engine hands out the ports of one range in the order of the starts, and starts at one time can get the same port.
            if (service.Model?.Ports.Any(port => port.Published?.Contains('-') == true) == true)
                before = before.Add(started);
        }

        return held.ToImmutable();
    }

    private ImmutableArray<StepId> PreStart(ServiceStart service, Replica first, ImmutableArray<StepId> before)
    {
        if (service.Model is not { PreStart: { IsEmpty: false } hooks } model)
            return before;
        var stale = service.StaleHooks.Select(hook => steps.Add(
            new Operation.RemoveContainer(StopSteps.Target(hook), Volumes: true, Force: true), new Reason(ReasonCode.Interrupted, "a pre_start hook that failed")));
        var stopped = service.Replicas.Select(replica => replica.Existing is { } existing ? stops.StepOf(existing.Id) : null).OfType<StepId>();
        ImmutableArray<StepId> after = [.. before, .. first.Ready, .. stopped, .. stale.ToList()];
        for (var i = 0; i < hooks.Length; i++)
        {
            var run = new Operation.RunPreStart(first.Target, model, i, hooks[i], service.HookNetworks, service.HookLabels);
            after = [steps.Add(run, new Reason(ReasonCode.Hook, StopSteps.HookName(HookKind.PreStart)), after)];
        }

        return after;
    }

    private StepId Start(ServiceStart service, Replica replica, ImmutableArray<StepId> before)
    {
        ImmutableArray<StepId> after = [.. before, .. replica.Ready];
        if (replica.Existing is not null && stops.StepOf(replica.Existing.Id) is { } stopped)
            after = [.. after, stopped];
        var reason = replica.Existing is not { } existing ? replica.Reasons[0] with { Changes = [] }
            : stops.ReasonOf(existing.Id) ?? new Reason(ReasonCode.NotRunning, existing.State.ToString().ToLowerInvariant());
        if (!service.Files.IsEmpty && service.Model is { } model)
            FileChecks.Injected(steps, model, service.Files);
        if (!service.Files.IsEmpty)
            after = [steps.Add(new Operation.InjectFiles(replica.Target, service.Files), new Reason(ReasonCode.Inject), replica.Ready), .. after];
        Operation start = replica.IsPaused(stops) ? new Operation.UnpauseContainer(replica.Target) : new Operation.StartContainer(replica.Target);
        var ports = service.Model is null ? [] : PublishedPorts.Of(service.Model).SelectMany(port => _freedPorts[port]);
        var started = steps.Add(start, reason, after.Concat(ports));
        waits.Started(replica.Container, started);
        return started;
    }

    private ImmutableArray<StepId> AddPostStart(ServiceStart service, Replica replica, StepId started) =>
        stops.AddHooks(replica.Target, HookKind.PostStart, replica.IsPaused(stops) ? [] : service.Model?.PostStart ?? [], [started]);
}
