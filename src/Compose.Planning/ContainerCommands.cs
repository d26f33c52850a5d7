using Compose.Files.Diagnostics;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>The commands that do one thing to each container: `kill`, `pause`, `unpause`, `rm`.</summary>
public static class ContainerCommands
{
    public const string RemoveKey = "remove-containers";

    /// <summary>Everything that runs, one-offs too; with RemoveOrphans also what no file knows.</summary>
    public static Plan Kill(StackOutline stack, ObservedState observed, LifecyclePolicy policy) => Each(
        observed.Containers.Where(container => container.IsActive && !container.IsHook
            && (policy.RemoveOrphans && policy.Services.IsEmpty || Lifecycle.Chosen(stack, policy.Services).Any(service => service.Name == container.Service))),
        target => new Operation.KillContainer(target, policy.Signal),
        Risk.Downtime);

    /// <summary>Everything that runs: the engine refuses what is paused already, and the user is told.</summary>
    public static Plan Pause(StackOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        Each(Replicas(stack, observed, policy), target => new Operation.PauseContainer(target), Risk.Downtime);

    public static Plan Unpause(StackOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        Each(Replicas(stack, observed, policy), target => new Operation.UnpauseContainer(target), Risk.None);

    /// <summary>Stopped containers, or with Stop all of them. Unless forced, a question comes first and the plan is empty.</summary>
    public static Plan Remove(StackOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder();
        var stops = new StopSteps(steps, policy.StopTimeout);
        var chosen = Lifecycle.Chosen(stack, policy.Services).SelectMany(service => Lifecycle.ReplicasOf(observed, service.Name))
            .Where(container => policy.Stop || !container.IsActive).ToList();
        if (chosen.Count == 0)
        {
            steps.Say(Diagnostic.Warning(PlanningCodes.NothingToRemove, "No stopped containers", default));
            return steps.Build();
        }

        if (!policy.Force && !policy.Answers.TryGet(RemoveKey, out _))
        {
            steps.Ask(new Question(RemoveKey, $"Going to remove {string.Join(", ", chosen.Select(container => container.Name))}", policy.Volumes ? Risk.DataLoss : Risk.Downtime));
            return steps.Build();
        }

        if (!policy.Force && !policy.Answers[RemoveKey])
            return steps.Build();
        foreach (var container in chosen)
        {
            var model = stack.Find(container.Service)?.Model;
            var stop = policy.Stop
                ? stops.AddOrSettle(container, model, new Reason(ReasonCode.Requested), Risk.Downtime)
                : stops.Add(container, model, new Reason(ReasonCode.Requested), Risk.Downtime);
            var remove = new Operation.RemoveContainer(StopSteps.Target(container), policy.Volumes, policy.Force);
            steps.Add(remove, new Reason(ReasonCode.Requested), stop, Lifecycle.RemovalRisk(container, policy.Volumes));
        }

        return steps.Build();
    }

    private static IEnumerable<ObservedContainer> Replicas(StackOutline stack, ObservedState observed, LifecyclePolicy policy) =>
        Lifecycle.Chosen(stack, policy.Services).SelectMany(service => Lifecycle.ReplicasOf(observed, service.Name)).Where(container => container.IsActive);

    /// <summary>What the engine refuses for one container is done to the others all the same.</summary>
    private static Plan Each(IEnumerable<ObservedContainer> containers, Func<ContainerTarget, Operation> operation, Risk risk)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        foreach (var container in Lifecycle.InOrder(containers))
            steps.Add(operation(StopSteps.Target(container)), new Reason(ReasonCode.Requested), risk: risk);
        return steps.Build();
    }
}
