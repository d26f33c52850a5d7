using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Updates;

namespace Compose.Planning.Containers;

/// <summary>
/// The steps that create a container or replace one: create the new one under a temporary name, stop and rename the old one, rename and
/// start the new one, remove the old one. After an interruption at any point the names show how to continue.
/// </summary>
internal sealed class ReplacementSteps(PlanningContext context, ServiceSpec spec, NamedMap<ContainerRef> shared)
{
    public PlannedReplica Create(int number, ImmutableArray<Reason> reasons, ObservedContainer? inherit, IEnumerable<StepId> after)
    {
        var container = Spec(number, inherit);
        var target = Create(container, container.Name, reasons, after.Concat(context.StepsOnName(container.Name)), group: null);
        return new PlannedReplica(target, number, null, context.Connect(target, container, reasons), reasons);
    }

    public PlannedReplica Replace(ObservedContainer old, ImmutableArray<Reason> reasons, IEnumerable<StepId> after)
    {
        var group = new StepGroup(StepGroup.Recreate, old.FinalName);
        var container = Spec(old.Number, old);
        var target = Create(container, ContainerName.Temporary(old.Id, container.Name), reasons, after, group);
        return Finish(old, null, target, context.Connect(target, container, reasons), reasons, group);
    }

    /// <summary>The new container already exists: continue where the interrupted run stopped.</summary>
    public PlannedReplica Continue(ObservedContainer old, ObservedContainer leftover)
    {
        ImmutableArray<Reason> reasons = [new(ReasonCode.Interrupted, "the replacement is there already")];
        EndpointReconnect.Plan(context, spec, leftover);
        return Finish(old, leftover, FinalTarget(leftover), [.. context.StepsOn(leftover.Id)], reasons,
            new StepGroup(StepGroup.Recreate, old.FinalName));
    }

    public PlannedReplica TakeName(ObservedContainer leftover)
    {
        ImmutableArray<Reason> reasons = [new(ReasonCode.Interrupted, "only the replacement is left")];
        var target = FinalTarget(leftover);
        EndpointReconnect.Plan(context, spec, leftover);
        var rename = context.Steps.Add(new Operation.RenameContainer(target, target.Name), reasons,
            [.. context.StepsOn(leftover.Id), .. context.StepsOnName(target.Name)]);
        return new PlannedReplica(target, leftover.Number, null, [context.Record(leftover.Id, rename)], reasons);
    }

    /// <summary>
    /// A running container is kept until the new one works. One that did not run, or whose network or port goes to others, is nothing to
    /// roll back to.
    /// </summary>
    private PlannedReplica Finish(
        ObservedContainer old, ObservedContainer? leftover, ContainerTarget target, ImmutableArray<StepId> whole,
        ImmutableArray<Reason> reasons, StepGroup group)
    {
        var ran = old.IsActive || old.IsReplaced || leftover is not null;
        var isKept = context.Policy.Start && ran && !context.Removed.Contains(old.Id)
            && !context.Disconnected.Any(item => item.Container == old.Id) && !IsPortWanted(old);
        return isKept
            ? ReplaceRunning(old, leftover, target, whole, reasons, group)
            : ReplaceStopped(old, leftover, target, whole, reasons, group);
    }

    private PlannedReplica ReplaceRunning(
        ObservedContainer old, ObservedContainer? leftover, ContainerTarget target, ImmutableArray<StepId> whole,
        ImmutableArray<Reason> reasons, StepGroup group)
    {
        var update = UpdatePolicy.Of(spec.Service);
        var startFirst = update is { StartFirst: true } && old.IsActive && !context.Stops.IsStopped(old.Id)
            && StartFirst.IsPossible(context.Steps, spec);
        var replacement = new Replacement(context, spec, old, target)
        {
            Group = group,
            Update = update,
            StartFirst = startFirst,
            Connected = whole,
            OldHooks = HaveHooksChanged(reasons) ? [] : spec.Service.PostStart,
            IsNamed = leftover?.Name == target.Name,
            IsDelayed = update is not null && (startFirst || update.Parallelism < spec.Replicas),
        };
        context.Replacements.Add(replacement);
        return new PlannedReplica(target, old.Number, null, replacement.IsDelayed ? whole : replacement.Begin([]),
            reasons)
        { Replacement = replacement };
    }

    private static bool HaveHooksChanged(ImmutableArray<Reason> reasons) =>
        reasons.SelectMany(reason => reason.Changes).Any(change => change.Path.IsWithin(AttributePath.Of("post_start")));

    private bool IsPortWanted(ObservedContainer old) => old.HostPorts.Length > 0
        && context.Desired.Services
            .Any(other => other.Name != spec.Name && other.Service.HostPorts().Any(port => old.HostPorts.Contains(port)));

    private PlannedReplica ReplaceStopped(
        ObservedContainer old, ObservedContainer? leftover, ContainerTarget target, ImmutableArray<StepId> whole,
        ImmutableArray<Reason> reasons, StepGroup group)
    {
        var reason = new Reason(ReasonCode.Replaced, spec.Name);
        context.Stop(old, reason, Risk.Downtime, [.. whole, .. context.StopDependents(spec.Name, whole)], group);
        var removed = context.Remove(old, reason, whole, group);
        if (leftover?.Name == target.Name)
            return new PlannedReplica(target, old.Number, null, [.. whole, removed], reasons);
        var rename = context.Steps.Add(new Operation.RenameContainer(target, target.Name), reason, [.. whole, removed], group: group);
        return new PlannedReplica(target, old.Number, null, [rename], reasons);
    }

    private ContainerTarget Create(
        ContainerSpec container, string name, ImmutableArray<Reason> reasons, IEnumerable<StepId> after, StepGroup? group)
    {
        var step = context.Steps.Add(new Operation.CreateContainer(container, name), reasons,
            after.Concat(LinkedReady()).Concat(ContainerSpecs.NamedReady(context, spec.Service)).Concat(
                ContainerSpecs.Provided(context, spec.Service)), group: group);
        return new ContainerTarget(new ContainerRef.CreatedBy(step), spec.Name, container.Number, container.Name);
    }

    private ContainerSpec Spec(int number, ObservedContainer? old)
    {
        ConfigFileChecks.CheckReferenced(context.Steps, context.Desired.Project, spec.Service);
        var container = ContainerSpecs.OfReplica(context, spec, number, shared);
        if (old is null)
            return container;
        var replaced = ContainerName.ReplaceLabel(context.Desired.Project, spec.Service, number);
        return container with
        {
            Labels = container.Labels.With(LabelNames.Replace, replaced),
            Inherited = context.Policy.RenewAnonymousVolumes ? [] : ContainerSpecs.Inherit(spec, old),
        };
    }

    private ContainerTarget FinalTarget(ObservedContainer leftover) =>
        new(new ContainerRef.Existing(leftover.Id), spec.Name, leftover.Number,
            ContainerName.Of(context.Desired.Project, spec.Service, leftover.Number));


    private IEnumerable<StepId> LinkedReady() => spec.Service.Links.Select(link => link.Split(':')[0])
        .Where(context.Replicas.ContainsKey)
        .SelectMany(service => context.Replicas[service].SelectMany(replica => replica.Ready));
}
