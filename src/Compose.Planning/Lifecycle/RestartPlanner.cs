using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Graph;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Starting;

namespace Compose.Planning.Lifecycle;

/// <summary>
/// `restart`: the named services and those that declare `restart: true` for them, in the order of these dependencies, with their
/// conditions.
/// </summary>
internal static class RestartPlanner
{
    public static Plan Plan(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder();
        var hooks = new StopSteps(steps, policy.StopTimeout);
        var services = Restarted(stack, policy).ToDictionary(service => service.Name, StringComparer.Ordinal);
        var graph = new DependencyGraph(services.Values.Select(service => KeyValuePair.Create(service.Name, service.DependsOn.Keys)));
        var restarted = new Dictionary<string, List<(ContainerTarget Target, StepId Step)>>(StringComparer.Ordinal);
        foreach (var name in graph.Order())
        {
            var service = services[name];
            ImmutableArray<StepId> before = [.. service.DependsOn.SelectMany(item => Met(steps, restarted, item.Key, item.Value, name))];
            restarted[name] = [];
            foreach (var container in observed.ReplicasOf(name))
            {
                var target = ContainerTarget.Of(container);
                var ready = container.IsActive ? hooks.AddHooks(target, HookKind.PreStop, service.Model?.PreStop ?? [], before) : before;
                var restart = steps.Add(new Operation.RestartContainer(target, policy.StopTimeout), new Reason(ReasonCode.Requested),
                    ready, Risk.Restart);
                restarted[name].Add((target, hooks.AddHooks(target, HookKind.PostStart, service.Model?.PostStart ?? [], [restart])[0]));
            }
        }

        return steps.Build();
    }

    /// <summary>Keeps only the dependencies with `restart: true`.</summary>
    private static IEnumerable<OutlineService> Restarted(ProjectOutline stack, LifecyclePolicy policy)
    {
        var along = stack.Services.Select(service => service with { DependsOn = Restarting(service) }).ToList();
        if (policy.Services.IsEmpty)
            return along;
        var graph = new DependencyGraph(along.Select(service => KeyValuePair.Create(service.Name, service.DependsOn.Keys)));
        var chosen = graph.WithDependents(policy.Services);
        return along.Where(service => chosen.Contains(service.Name));

        NamedMap<Dependency> Restarting(OutlineService service) =>
            policy.NoDependencies ? NamedMap<Dependency>.Empty : service.DependsOn.Where((_, dependency) => dependency.Restart);
    }

    private static IEnumerable<StepId> Met(
        PlanBuilder steps, Dictionary<string, List<(ContainerTarget Target, StepId Step)>> restarted, string name, Dependency dependency,
            string waiter)
    {
        if (!restarted.TryGetValue(name, out var done))
            return [];
        if (dependency.Condition == DependencyCondition.Started)
            return done.Select(item => item.Step);
        return done.Select(item => steps.Add(
            new Operation.AwaitCondition(item.Target, WaitSteps.Awaited(dependency), dependency.Required, [waiter], null),
                new Reason(ReasonCode.Dependency, waiter), [item.Step])).ToList();
    }
}
