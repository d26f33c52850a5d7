using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// The steps that make a container, or put one in the place of another: the successor is created under a stand-in's name, the old one is
/// stopped and gives its name away, the successor takes the name and starts, the old one is removed. Whatever the moment of an interruption, what
/// is left says what to do next.
/// </summary>
internal sealed class ReplacementSteps(Draft draft, ServiceSpec spec, NamedMap<ContainerRef> shared)
{
    public Replica Create(int number, ImmutableArray<Reason> reasons, ObservedContainer? inherit, IEnumerable<StepId> after)
    {
        var container = Spec(number, inherit);
        var target = Create(container, container.Name, reasons, after.Concat(draft.NameHolders(container.Name)), group: null);
        return new Replica(target, number, null, draft.Connect(target, container, reasons), reasons);
    }

    public Replica Replace(ObservedContainer old, ImmutableArray<Reason> reasons, IEnumerable<StepId> after)
    {
        var group = new StepGroup(StepGroup.Recreate, old.ProperName);
        var container = Spec(old.Number, old);
        var target = Create(container, ContainerName.StandIn(old.Id, container.Name), reasons, after, group);
        return Finish(old, null, target, draft.Connect(target, container, reasons), reasons, group);
    }

    /// <summary>The successor is there already: go on where the interrupted run stopped.</summary>
    public Replica Continue(ObservedContainer old, ObservedContainer standIn)
    {
        ImmutableArray<Reason> reasons = [new(ReasonCode.Interrupted, "the replacement is there already")];
        EndpointRepair.Plan(draft, spec, standIn);
        return Finish(old, standIn, FinalTarget(standIn), [.. draft.TouchedBy(standIn.Id)], reasons, new StepGroup(StepGroup.Recreate, old.ProperName));
    }

    public Replica TakeName(ObservedContainer standIn)
    {
        ImmutableArray<Reason> reasons = [new(ReasonCode.Interrupted, "only the replacement is left")];
        var target = FinalTarget(standIn);
        EndpointRepair.Plan(draft, spec, standIn);
        var rename = draft.Steps.Add(new Operation.RenameContainer(target, target.Name), reasons, [.. draft.TouchedBy(standIn.Id), .. draft.NameHolders(target.Name)]);
        return new Replica(target, standIn.Number, null, [draft.Touch(standIn.Id, rename)], reasons);
    }

    /// <summary>What ran is kept until its successor holds. What did not run, or has lost its network or a port to others, is nothing to go back to.</summary>
    private Replica Finish(ObservedContainer old, ObservedContainer? standIn, ContainerTarget target, ImmutableArray<StepId> whole, ImmutableArray<Reason> reasons, StepGroup group)
    {
        var ran = old.IsActive || old.IsRetired || standIn is not null;
        var isKept = draft.Policy.Start && ran && !draft.Removed.Contains(old.Id) && !draft.Disconnected.Any(item => item.Container == old.Id) && !IsPortWanted(old);
        return isKept ? HandOver(old, standIn, target, whole, reasons, group) : Supplant(old, standIn, target, whole, reasons, group);
    }

    private Replica HandOver(ObservedContainer old, ObservedContainer? standIn, ContainerTarget target, ImmutableArray<StepId> whole, ImmutableArray<Reason> reasons, StepGroup group)
    {
        var update = UpdatePolicy.Of(spec.Service);
        var startFirst = update is { StartFirst: true } && old.IsActive && !draft.Stops.IsStopped(old.Id) && StartFirst.IsPossible(draft, spec);
        var handover = new Handover(draft, spec, old, target)
        {
            Group = group,
            Update = update,
            StartFirst = startFirst,
            Whole = whole,
            OldHooks = HaveHooksChanged(reasons) ? [] : spec.Service.PostStart,
            IsNamed = standIn?.Name == target.Name,
            IsDelayed = update is not null && (startFirst || update.Parallelism < spec.Replicas),
        };
        draft.Handovers.Add(handover);
        return new Replica(target, old.Number, null, handover.IsDelayed ? whole : handover.Begin([]), reasons) { Handover = handover };
    }

    private static bool HaveHooksChanged(ImmutableArray<Reason> reasons) =>
        reasons.SelectMany(reason => reason.Changes).Any(change => change.Path.StartsWith("post_start", StringComparison.Ordinal));

    private bool IsPortWanted(ObservedContainer old) => old.HostPorts.Length > 0
        && draft.Desired.Services.Any(other => other.Name != spec.Name && PublishedPorts.Of(other.Service).Any(port => old.HostPorts.Contains(port)));

    private Replica Supplant(ObservedContainer old, ObservedContainer? standIn, ContainerTarget target, ImmutableArray<StepId> whole, ImmutableArray<Reason> reasons, StepGroup group)
    {
        var reason = new Reason(ReasonCode.Replaced, spec.Name);
        draft.Stop(old, reason, Risk.Downtime, [.. whole, .. draft.StopDependents(spec.Name, whole)], group);
        var removed = draft.Remove(old, reason, whole, group);
        if (standIn?.Name == target.Name)
            return new Replica(target, old.Number, null, [.. whole, removed], reasons);
        var rename = draft.Steps.Add(new Operation.RenameContainer(target, target.Name), reason, [.. whole, removed], group: group);
        return new Replica(target, old.Number, null, [rename], reasons);
    }

    private ContainerTarget Create(ContainerSpec container, string name, ImmutableArray<Reason> reasons, IEnumerable<StepId> after, StepGroup? group)
    {
        var step = draft.Steps.Add(new Operation.CreateContainer(container, name), reasons, after.Concat(LinkedReady()).Concat(ContainerSpecs.NamedReady(draft, spec.Service)).Concat(Provided()), group: group);
        return new ContainerTarget(new ContainerRef.CreatedBy(step), spec.Name, container.Number, container.Name);
    }

    private ContainerSpec Spec(int number, ObservedContainer? old)
    {
        FileChecks.Referenced(draft.Steps, draft.Desired.Project, spec.Service);
        var container = ContainerSpecs.OfReplica(draft, spec, number, shared);
        if (old is null)
            return container;
        var replaced = ContainerName.Replaced(draft.Desired.Project, spec.Service, number);
        return container with
        {
            Labels = container.Labels.With(LabelNames.Replace, replaced),
            Inherited = draft.Policy.RenewAnonymousVolumes ? [] : ContainerSpecs.Inherit(spec, old),
        };
    }

    private ContainerTarget FinalTarget(ObservedContainer standIn) =>
        new(new ContainerRef.Existing(standIn.Id), spec.Name, standIn.Number, ContainerName.Of(draft.Desired.Project, spec.Service, standIn.Number));

    /// <summary>What a provider tells goes into the environment of those that depend on it.</summary>
    private IEnumerable<StepId> Provided() => spec.DependsOn.Keys.Where(draft.Providers.ContainsKey).Select(name => draft.Providers[name]);

    private IEnumerable<StepId> LinkedReady() => spec.Service.Links.Select(link => link.Split(':')[0])
        .Where(draft.Replicas.ContainsKey)
        .SelectMany(service => draft.Replicas[service].SelectMany(replica => replica.Ready));
}
