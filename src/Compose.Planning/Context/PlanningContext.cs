using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Context;

/// <summary>
/// The decisions of a plan so far, which the planners share. Networks, volumes and images are decided first, then the containers of each
/// service, then their starts.
/// </summary>
internal sealed class PlanningContext
{
    private readonly Dictionary<string, List<StepId>> _stepsOn = new(StringComparer.Ordinal);

    public PlanningContext(DesiredState desired, ObservedState observed, UpPolicy policy)
    {
        Desired = desired;
        Observed = observed;
        Policy = policy;
        Stops = new StopSteps(Steps, policy.StopTimeout) { PreStopFailureIsWarning = true };
    }

    public DesiredState Desired { get; }
    public ObservedState Observed { get; }
    public UpPolicy Policy { get; }
    public PlanBuilder Steps { get; } = new();
    public StopSteps Stops { get; }

    /// <summary>By key. A network with an error is missing here.</summary>
    public Dictionary<string, NetworkRef> Networks { get; } = new(StringComparer.Ordinal);

    /// <summary>Pairs of container id and network name that the plan disconnects.</summary>
    public HashSet<(string Container, string Network)> Disconnected { get; } = [];

    public Dictionary<string, VolumeRef> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>Containers that are removed because one of their volumes is recreated.</summary>
    public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ImageRef> Images { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, ImmutableArray<PlannedReplica>> Replicas { get; } = new(StringComparer.Ordinal);

    /// <summary>The `up` steps of providers, by service.</summary>
    public Dictionary<string, StepId> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>The steps after which a model can be used, by key.</summary>
    public Dictionary<string, StepId> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>Replacements that can be rolled back.</summary>
    public List<Replacement> Replacements { get; } = [];

    /// <summary>Steps that free a port of the host.</summary>
    public List<(int Port, StepId Step)> FreedPorts { get; } = [];

    public IEnumerable<ObservedContainer> ContainersOf(string service) => Observed.ReplicasOf(service);

    public Service? Model(string service) => Desired.Find(service)?.Service;

    /// <summary>Records a step on a container; later steps on this container depend on it.</summary>
    public StepId Record(string container, StepId step)
    {
        if (!_stepsOn.TryGetValue(container, out var steps))
            _stepsOn[container] = steps = [];
        steps.Add(step);
        return step;
    }

    public IReadOnlyList<StepId> StepsOn(string container) => _stepsOn.TryGetValue(container, out var steps) ? steps : [];

    /// <summary>The steps so far on the project's container with this name.</summary>
    public IEnumerable<StepId> StepsOnName(string name) =>
        Observed.Containers.Where(container => container.Name == name).SelectMany(container => StepsOn(container.Id));

    /// <summary>
    /// Stops a container (its pre_stop hooks first) and records the ports that this frees. Empty for a container that does not run.
    /// </summary>
    public ImmutableArray<StepId> Stop(
        ObservedContainer container, Reason reason, Risk risk, IEnumerable<StepId>? after = null, StepGroup? group = null)
    {
        var steps = Stops.Add(container, Model(container.Service), reason, risk, after, group);
        foreach (var step in steps)
        {
            Record(container.Id, step);
            FreedPorts.AddRange(container.HostPorts.Select(port => (port, step)));
        }

        return steps;
    }

    /// <summary>Stops and removes a container, in one step where nothing can happen between the two.</summary>
    public StepId StopAndRemove(ObservedContainer container, Reason reason)
    {
        if (!Stops.IsKill(container, Desired.Find(container.Service)))
        {
            Stop(container, reason, Risk.Downtime);
            return Remove(container, reason);
        }

        var kill = Removal(container) with { IsKill = true };
        var removed = Record(container.Id, Steps.Add(kill, reason, StepsOn(container.Id), Risk.Downtime));
        FreedPorts.AddRange(container.HostPorts.Select(port => (port, removed)));
        return removed;
    }

    /// <summary>
    /// Removes a container after all other steps on it. Its anonymous volumes stay, because a replacement may inherit them.
    /// </summary>
    public StepId Remove(ObservedContainer container, Reason reason, IEnumerable<StepId>? after = null, StepGroup? group = null) =>
        Record(container.Id, Steps.Add(Removal(container), reason, [.. StepsOn(container.Id), .. after ?? []], group: group));

    private static Operation.RemoveContainer Removal(ObservedContainer container) =>
        new(ContainerTarget.Of(container), Volumes: false, Force: true);

    /// <summary>
    /// The steps after which a new container has all its networks: its creation, and on old engines one connection per further network.
    /// </summary>
    public ImmutableArray<StepId> Connect(ContainerTarget made, ContainerSpec container, ImmutableArray<Reason> reasons)
    {
        ImmutableArray<StepId> whole = [made.Container.Maker!.Value];
        foreach (var endpoint in Policy.OneEndpointOnCreate ? container.Endpoints.Skip(1) : [])
            whole = [Steps.Add(new Operation.ConnectNetwork(made, endpoint), reasons, whole)];
        return whole;
    }

    /// <summary>Containers of services with `restart: true` for this dependency stop before it does.</summary>
    public ImmutableArray<StepId> StopDependents(string service, ImmutableArray<StepId> after)
    {
        var dependents = Desired.Services.Where(other => other.DependsOn.TryGet(service, out var dependency) && dependency.Restart);
        var containers = dependents.SelectMany(other => ContainersOf(other.Name));
        return [.. containers
            .SelectMany(container => Stop(container, new Reason(ReasonCode.DependencyRestarted, service), Risk.Restart, after))];
    }

    public void Error(DiagnosticCode code, string summary, SourceSpan span, string? help = null) =>
        Steps.Report(Diagnostic.Error(code, summary, span, help: help));

    public void Warn(DiagnosticCode code, string summary, SourceSpan span, string? help = null) =>
        Steps.Report(Diagnostic.Warning(code, summary, span, help: help));

    public bool IsOrphan(ObservedContainer container)
    {
        if (container.IsHook)
            return false;
        if (container.IsOneOff)
            return container.State is ContainerState.Exited or ContainerState.Dead;
        return Desired.Find(container.Service) is null && !Desired.Project.DisabledServices.Contains(container.Service);
    }
}
