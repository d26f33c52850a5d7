using Compose.Files.Diagnostics;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Lifecycle;

/// <summary>`kill`, `pause`, `unpause` and `rm`: one operation per container.</summary>
internal static class ContainerCommands
{
    public const string RemoveKey = "remove-containers";

    /// <summary>Running containers, also one-offs; with RemoveOrphans also orphans.</summary>
    public static Plan Kill(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy) => Each(
        observed.Containers.Where(container => container.IsActive && !container.IsHook
            && (policy.RemoveOrphans && policy.Services.IsEmpty
                || stack.Chosen(policy.Services).Any(service => service.Name == container.Service))),
        target => new Operation.KillContainer(target, policy.Signal),
        Risk.Downtime);

    /// <summary>Also containers that are paused already: the engine refuses, and the command reports it.</summary>
    public static Plan Pause(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        Each(Replicas(stack, observed, policy), target => new Operation.PauseContainer(target), Risk.Downtime);

    public static Plan Unpause(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        Each(Replicas(stack, observed, policy), target => new Operation.UnpauseContainer(target), Risk.None);

    /// <summary>Stopped containers, or with Stop all of them. Unless forced, the first plan is empty and asks.</summary>
    public static Plan Remove(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder();
        var stops = new StopSteps(steps, policy.StopTimeout);
        var chosen = stack.Chosen(policy.Services).SelectMany(service => observed.ReplicasOf(service.Name))
            .Where(container => policy.Stop || !container.IsActive).ToList();
        if (chosen.Count == 0)
        {
            steps.Report(Diagnostic.Warning(DiagnosticCode.NothingToRemove, "No stopped containers", default));
            return steps.Build();
        }

        if (!policy.Force && !policy.Answers.TryGet(RemoveKey, out _))
        {
            steps.Ask(
                new Question(RemoveKey, $"Going to remove {string.Join(", ", chosen.Select(container => container.Name))}",
                    policy.Volumes ? Risk.DataLoss : Risk.Downtime));
            return steps.Build();
        }

        if (!policy.Force && !policy.Answers[RemoveKey])
            return steps.Build();
        foreach (var container in chosen)
        {
            var model = stack.Find(container.Service)?.Model;
            var stop = policy.Stop
                ? stops.AddOrReport(container, model, new Reason(ReasonCode.Requested), Risk.Downtime)
                : stops.Add(container, model, new Reason(ReasonCode.Requested), Risk.Downtime);
            var remove = new Operation.RemoveContainer(ContainerTarget.Of(container), policy.Volumes, policy.Force);
            steps.Add(remove, new Reason(ReasonCode.Requested), stop, ContainerRemoval.RiskOf(container, policy.Volumes));
        }

        return steps.Build();
    }

    private static IEnumerable<ObservedContainer> Replicas(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        stack.Chosen(policy.Services).SelectMany(service => observed.ReplicasOf(service.Name)).Where(container => container.IsActive);

    /// <summary>A failure for one container does not affect the others.</summary>
    private static Plan Each(IEnumerable<ObservedContainer> containers, Func<ContainerTarget, Operation> operation, Risk risk)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        foreach (var container in ObservedContainer.InOrder(containers))
            steps.Add(operation(ContainerTarget.Of(container)), new Reason(ReasonCode.Requested), risk: risk);
        return steps.Build();
    }
}
