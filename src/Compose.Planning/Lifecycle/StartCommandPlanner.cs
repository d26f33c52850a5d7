using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Containers;
using Compose.Planning.Context;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Starting;

namespace Compose.Planning.Lifecycle;

/// <summary>
/// `start`: existing containers in the order of their dependencies; nothing is created. Named services include their dependencies.
/// </summary>
internal static class StartCommandPlanner
{
    public static Plan Plan(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder();
        var chosen = policy.Services.IsEmpty ? [.. stack.Graph.Nodes] : stack.Graph.WithDependencies(policy.Services);
        var services = stack.Services.Where(service => chosen.Contains(service.Name)).Select(service => Of(stack, observed, service, steps))
            .ToImmutableArray();
        foreach (var service in services.Where(service => service.Replicas.IsEmpty && service.Model is { Provider: null, Replicas: > 0 }))
            steps.Report(
                Diagnostic.Error(DiagnosticCode.NothingToStart, $"service \"{service.Name}\" has no container to start",
                    service.Model!.NameSpan,
                help: $"create it with `ncompose up {service.Name}`"));
        var stops = new StopSteps(steps, policy.StopTimeout);
        var waits = new WaitSteps(steps, stops, services, stack.Graph, policy.WaitTimeout);
        new StartSteps(steps, stops, waits, freedPorts: []).Start(services);
        if (policy.Wait)
            waits.AwaitAll(policy.WaitStable);
        var plan = steps.Build();
        return plan.HasErrors ? Plans.Plan.Empty with { Diagnostics = plan.Diagnostics } : plan;
    }

    private static ServiceStart Of(ProjectOutline stack, ObservedState observed, OutlineService service, PlanBuilder steps)
    {
        var spec = stack.Desired?.Find(service.Name);
        var replicas = observed.ReplicasOf(service.Name)
            .Select(container => new PlannedReplica(ContainerTarget.Of(container), container.Number, container, [], [])).ToImmutableArray();
        return new ServiceStart(service.Name, service.DependsOn, service.Model)
        {
            Replicas = replicas,
            Files = spec?.Files ?? [],
            Hooks = spec is null ? [] : HookContainers.OfExisting(stack.Desired!, spec, steps, observed, replicas),
            StaleHooks = observed.HooksOf(service.Name),
        };
    }
}
