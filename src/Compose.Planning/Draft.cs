using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>A plan in the making: what every part of the planner has to know of what the others have decided.</summary>
internal sealed class Draft
{
    private readonly Dictionary<string, List<StepId>> _touched = new(StringComparer.Ordinal);

    public Draft(DesiredState desired, ObservedState observed, UpPolicy policy)
    {
        Desired = desired;
        Observed = observed;
        Policy = policy;
        Stops = new StopSteps(Steps, policy.StopTimeout) { FarewellMayFail = true };
    }

    public DesiredState Desired { get; }
    public ObservedState Observed { get; }
    public UpPolicy Policy { get; }
    public PlanBuilder Steps { get; } = new();
    public StopSteps Stops { get; }

    /// <summary>By key. A network whose declaration cannot be met is not here.</summary>
    public Dictionary<string, NetworkRef> Networks { get; } = new(StringComparer.Ordinal);

    /// <summary>(container, network name) pairs that the plan disconnects.</summary>
    public HashSet<(string Container, string Network)> Disconnected { get; } = [];

    public Dictionary<string, VolumeRef> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>Containers that go because a volume of theirs is made anew.</summary>
    public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ImageRef> Images { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, ImmutableArray<Replica>> Replicas { get; } = new(StringComparer.Ordinal);

    /// <summary>Providers that were brought up, by service.</summary>
    public Dictionary<string, StepId> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>Containers that others take the place of while there is a way back.</summary>
    public List<Handover> Handovers { get; } = [];

    /// <summary>Steps that let go of a port of the host.</summary>
    public List<(int Port, StepId Step)> FreedPorts { get; } = [];

    public IEnumerable<ObservedContainer> ContainersOf(string service) => Lifecycle.ReplicasOf(Observed, service);

    public Service? Model(string service) => Desired.Find(service)?.Service;

    /// <summary>Notes a step on a container: what comes later for this container comes after it.</summary>
    public StepId Touch(string container, StepId step)
    {
        if (!_touched.TryGetValue(container, out var steps))
            _touched[container] = steps = [];
        steps.Add(step);
        return step;
    }

    public IReadOnlyList<StepId> TouchedBy(string container) => _touched.TryGetValue(container, out var steps) ? steps : [];

    /// <summary>What the plan does, so far, with a container of this project that has the name.</summary>
    public IEnumerable<StepId> NameHolders(string name) =>
        Observed.Containers.Where(container => container.Name == name).SelectMany(container => TouchedBy(container.Id));

    /// <summary>Stops a container (its pre_stop hooks first) and notes what that sets free. Nothing for one that does not run.</summary>
    public ImmutableArray<StepId> Stop(ObservedContainer container, Reason reason, Risk risk, IEnumerable<StepId>? after = null, StepGroup? group = null)
    {
        var steps = Stops.Add(container, Model(container.Service), reason, risk, after, group);
        foreach (var step in steps)
        {
            Touch(container.Id, step);
            FreedPorts.AddRange(container.HostPorts.Select(port => (port, step)));
        }

        return steps;
    }

    /// <summary>After everything else that the plan does with it. Its anonymous volumes stay: a successor may have them.</summary>
    public StepId Remove(ObservedContainer container, Reason reason, IEnumerable<StepId>? after = null, StepGroup? group = null)
    {
        var remove = new Operation.RemoveContainer(StopSteps.Target(container), Volumes: false, Force: true);
        return Touch(container.Id, Steps.Add(remove, reason, [.. TouchedBy(container.Id), .. after ?? []], group: group));
    }

    /// <summary>The steps after which a new container is whole: its creation, and on old engines a connection for each further network.</summary>
    public ImmutableArray<StepId> Connect(ContainerTarget made, ContainerSpec container, ImmutableArray<Reason> reasons)
    {
        ImmutableArray<StepId> whole = [made.Container.Maker!.Value];
        foreach (var endpoint in Policy.OneEndpointOnCreate ? container.Endpoints.Skip(1) : [])
            whole = [Steps.Add(new Operation.ConnectNetwork(made, endpoint), reasons, whole)];
        return whole;
    }

    /// <summary>What declares `restart: true` for a service must not see it go.</summary>
    public ImmutableArray<StepId> StopDependents(string service, ImmutableArray<StepId> after)
    {
        var dependents = Desired.Services.Where(other => other.DependsOn.TryGet(service, out var dependency) && dependency.Restart);
        var containers = dependents.SelectMany(other => ContainersOf(other.Name));
        return [.. containers.SelectMany(container => Stop(container, new Reason(ReasonCode.DependencyRestarted, service), Risk.Restart, after))];
    }

    public void Error(string code, string summary, SourceSpan span, string? help = null) => Steps.Say(Diagnostic.Error(code, summary, span, help: help));

    public void Warn(string code, string summary, SourceSpan span, string? help = null) => Steps.Say(Diagnostic.Warning(code, summary, span, help: help));
}
