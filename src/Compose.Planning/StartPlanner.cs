using System.Collections.Immutable;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>The second half of `up`: everything that is to run is started.</summary>
internal static class StartPlanner
{
    /// <summary>What comes after the starts asks these what it has to wait for.</summary>
    public static WaitSteps Plan(Draft draft)
    {
        foreach (var spec in draft.Desired.Services)
            CheckHooks(draft, spec);
        var services = draft.Desired.Services.Where(spec => draft.Replicas.ContainsKey(spec.Name)).Select(spec => ServiceOf(draft, spec)).ToImmutableArray();
        var waits = new WaitSteps(draft.Steps, draft.Stops, services, draft.Desired.Graph, draft.Policy.WaitTimeout);
        new StartSteps(draft.Steps, draft.Stops, waits, draft.FreedPorts).Start(services);
        if (draft.Policy.Wait)
            waits.AwaitAll(draft.Policy.WaitStable);
        return waits;
    }

    private static ServiceStart ServiceOf(Draft draft, ServiceSpec spec)
    {
        ImmutableArray<Replica> replicas = [.. draft.Replicas[spec.Name].Where(replica => replica.Existing is null || !draft.Policy.Repairs.Finished.Contains(replica.Existing.Id))];
        return new ServiceStart(spec.Name, spec.DependsOn, spec.Service)
        {
            Replicas = replicas,
            Files = spec.Files,
            Update = UpdatePolicy.Of(spec.Service),
            Provider = draft.Providers.TryGetValue(spec.Name, out var provider) ? provider : null,
            HookNetworks = ContainerSpecs.EndpointsOfHooks(draft.Networks, spec.Service, replicas),
            HookLabels = Labels.OfHook(draft.Desired.Project, spec.Name, draft.Desired.Dialect),
            StaleHooks = Lifecycle.HooksOf(draft.Observed, spec.Name),
        };
    }

    private static void CheckHooks(Draft draft, ServiceSpec spec)
    {
        for (var i = 0; i < spec.Service.PreStart.Length; i++)
            if (spec.Service.PreStart[i].PerReplica)
                draft.Error(PlanningCodes.PerReplicaHook,
                    $"service \"{spec.Name}\" pre_start[{i}]: per_replica is not yet supported; remove per_replica or set it to false",
                    spec.Service.Source["pre_start"]?.Span ?? spec.Service.NameSpan);
    }
}
