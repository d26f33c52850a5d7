using System.Collections.Immutable;
using System.Globalization;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Checks;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>
/// Spreads tasks over nodes that came later or came back: a swarm leaves tasks where they run. Their replacement, in the order of
/// update_config, is placed like new ones.
/// </summary>
internal sealed class StackRebalancing(ObservedStack observed, IEnumerable<TaskResponse> tasks)
{
    private readonly ILookup<string, TaskResponse> _running = tasks
        .Where(task => task is { DesiredState: TaskState.Running, Status.State: TaskState.Running, ServiceID: not null })
        .ToLookup(task => task.ServiceID!);

    /// <param name="services">Their names on the swarm; none for all.</param>
    public Plan Plan(ImmutableArray<string> services)
    {
        var builder = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        foreach (var service in observed.Services.Where(service => service.Spec!.Mode?.Replicated is not null)
            .Where(service => services.IsEmpty || services.Contains(service.Spec!.Name!))
            .OrderBy(service => service.Spec!.Name, StringComparer.Ordinal))
        {
            if (Unevenness(service) is not { } why)
            {
                builder.UnchangedService(service.Spec!.Name!);
                continue;
            }

            var spec = SpecCopy.With(service.Spec!, copy => copy.TaskTemplate!.ForceUpdate++);
            var update = builder.Add(
                new Operation.UpdateService("", service.ID, (ulong)(service.Version?.Index ?? 0), service.Spec!, spec),
                new Reason(ReasonCode.PlacementChanged, why), risk: Risk.Restart);
            builder.Add(new Operation.AwaitService("", spec.Name!), new Reason(ReasonCode.Wait), [update]);
        }

        return builder.Build();
    }

    /// <summary>"n1 runs 4 of 4 tasks, n3 none"; null when another placement would not be more even.</summary>
    private string? Unevenness(SwarmService service)
    {
        var constraints = (service.Spec!.TaskTemplate?.Placement?.Constraints ?? []).Select(Constraint.Parse).ToList();
        var counts = observed.Nodes
            .Where(node => node is { Status.State: "ready", Spec.Availability: "active" }
                && constraints.All(constraint => constraint?.IsMetBy(node) == true))
            .Select(node =>
                (Name: node.Description?.Hostname ?? node.ID, Count: _running[service.ID].Count(task => task.NodeID == node.ID)))
            .OrderBy(node => node.Count).ThenBy(node => node.Name, StringComparer.Ordinal).ToList();
        if (counts.Count == 0 || counts[^1].Count - counts[0].Count < 2)
            return null;
        var least = counts[0].Count == 0 ? "none" : counts[0].Count.ToString(CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{counts[^1].Name} runs {counts[^1].Count} of {_running[service.ID].Count()} tasks, {counts[0].Name} {least}");
    }
}
