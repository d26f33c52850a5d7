using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Containers;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Updates;

namespace Compose.Planning.Starting;

/// <summary>The second half of `up`: starts everything that has to run.</summary>
internal static class StartPlanner
{
    /// <summary>Returns the waits, which later steps depend on.</summary>
    public static WaitSteps Plan(PlanningContext context)
    {
        foreach (var spec in context.Desired.Services)
            CheckHooks(context, spec);
        var services = context.Desired.Services.Where(spec => context.Replicas.ContainsKey(spec.Name))
            .Select(spec => ServiceOf(context, spec)).ToImmutableArray();
        var waits = new WaitSteps(context.Steps, context.Stops, services, context.Desired.Graph, context.Policy.WaitTimeout);
        new StartSteps(context.Steps, context.Stops, waits, context.FreedPorts).Start(services);
        if (context.Policy.Wait)
            waits.AwaitAll(context.Policy.WaitStable);
        return waits;
    }

    private static ServiceStart ServiceOf(PlanningContext context, ServiceSpec spec)
    {
        ImmutableArray<PlannedReplica> replicas = [.. context.Replicas[spec.Name]
            .Where(replica => replica.Existing is null || !context.Policy.Repairs.Finished.Contains(replica.Existing.Id))];
        return new ServiceStart(spec.Name, spec.DependsOn, spec.Service)
        {
            Replicas = replicas,
            Files = spec.Files,
            Update = UpdatePolicy.Of(spec.Service),
            Provider = context.Providers.TryGetValue(spec.Name, out var provider) ? provider : null,
            Hooks = HookContainers.Of(context, spec, replicas),
            StaleHooks = context.Observed.HooksOf(spec.Name),
        };
    }

    private static void CheckHooks(PlanningContext context, ServiceSpec spec)
    {
        for (var i = 0; i < spec.Service.PreStart.Length; i++)
            if (spec.Service.PreStart[i].PerReplica)
                context.Error(DiagnosticCode.UnsupportedPerReplicaHook,
                    $"service \"{spec.Name}\" pre_start[{i}]: per_replica is not yet supported; remove per_replica or set it to false",
                    spec.Service.Source["pre_start"]?.Span ?? spec.Service.NameSpan);
    }
}
