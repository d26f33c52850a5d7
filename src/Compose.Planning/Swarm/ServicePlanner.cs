using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>Creates and updates the services of a stack, waits for them, and has the steps that restore what was updated.</summary>
internal sealed class ServicePlanner(
    ComposeProject project, ObservedStack observed, StackBindings bindings, SwarmPolicy policy, Redaction redaction, PlanBuilder builder)
{
    private readonly Dictionary<string, StepId> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepId> _waits = new(StringComparer.Ordinal);
    private readonly List<(StepId Step, Operation.UpdateService Update)> _updates = [];
    private readonly List<Api.ServiceSpec> _kept = [];
    private readonly List<Api.ServiceSpec> _declared = [];

    /// <summary>The specs that the services have after the plan, and those that a rollback brings back.</summary>
    public IReadOnlyList<Api.ServiceSpec> Kept => _kept;

    /// <summary>The specs that the declared services have after the plan.</summary>
    public IReadOnlyList<Api.ServiceSpec> Declared => _declared;

    /// <summary>The plan creates or updates services.</summary>
    public bool HasChanges => _changes.Count > 0;

    /// <param name="before">The steps that create what services use.</param>
    public void Add(ImmutableArray<StepId> before)
    {
        foreach (var name in ServiceGraph.Of(project).Order())
            Add(project.Services[name], before);
    }

    /// <summary>After these steps nothing names what is no longer declared. With waits there is a rollback until then.</summary>
    public ImmutableArray<StepId> Settle()
    {
        if (!policy.Wait || _waits.Count == 0)
            return [.. _changes.Values];
        var settle = builder.Add(new Operation.Settle(project.Name), new Reason(ReasonCode.Wait), _waits.Values.Concat(_changes.Values));
        if (policy.RollBack)
            AddRollback(settle);
        return [settle];
    }

    private void Add(Service service, ImmutableArray<StepId> before)
    {
        var spec = new ServiceMapping(project, service, bindings).Spec(policy.Scale.TryGet(service.Name, out var scale) ? scale
            : service.Replicas);
        _kept.Add(spec);
        _declared.Add(spec);
        var after = before.AddRange(service.DependsOn.SelectMany(need => Gate(need.Key, need.Value)));
        if (observed.Find(spec.Name!) is not { Spec: { } old } running)
        {
            Changed(service, spec, builder.Add(new Operation.CreateService(service.Name, spec), new Reason(ReasonCode.Missing), after));
            return;
        }

        spec.TaskTemplate!.ForceUpdate = (old.TaskTemplate?.ForceUpdate ?? 0) + (policy.Recreate ? 1UL : 0UL);
        var comparison = new SpecComparison(service, old, spec, redaction, NetworkName);
        if (comparison.AreEqual)
            Same(service, running, spec);
        else if (comparison.ChangesMode)
            Replace(service, running, spec, comparison, after);
        else
            Update(service, running, spec, comparison.Reasons(), ServiceRisk.Of(service, spec, comparison), after);
    }

    /// <summary>An update that another run has begun is waited for, one that has stopped goes on.</summary>
    private void Same(Service service, Api.SwarmService running, Api.ServiceSpec spec)
    {
        var interrupted = new Reason(ReasonCode.Interrupted);
        switch (running.UpdateStatus?.State)
        {
            case "updating" or "rollback_started" when policy.Wait:
                _waits[service.Name] = builder.Add(new Operation.AwaitService(service.Name, spec.Name!) { Id = running.ID }, interrupted);
                break;
            case "paused" or "rollback_paused":
                Update(service, running, spec, [interrupted], (Risk.Restart, null), []);
                break;
            default:
                builder.UnchangedService(spec.Name!);
                break;
        }

        // Without an update the swarm can still go back to the spec before.
        if (running.PreviousSpec is { } previous)
            _kept.Add(previous);
    }

    private void Update(
        Service service, Api.SwarmService running, Api.ServiceSpec spec, ImmutableArray<Reason> reasons, (Risk Risk, string? Why) effect,
            ImmutableArray<StepId> after)
    {
        _kept.Add(running.Spec!);
        var update = new Operation.UpdateService(service.Name, running.ID, (ulong)(running.Version?.Index ?? 0), running.Spec!, spec);
        var told = effect.Why is { } why ? reasons.SetItem(0, reasons[0] with { Detail = why }) : reasons;
        var step = builder.Add(update, told, after, effect.Risk);
        _updates.Add((step, update));
        Changed(service, spec, step);
    }

    private void Replace(Service service, Api.SwarmService running, Api.ServiceSpec spec, SpecComparison comparison,
        ImmutableArray<StepId> after)
    {
        var reasons = comparison.Reasons();
        var removed = builder.Add(new Operation.RemoveService(service.Name, running.ID, spec.Name!), reasons, after, Risk.Downtime);
        Changed(service, spec, builder.Add(new Operation.CreateService(service.Name, spec), new Reason(ReasonCode.Replaced), [removed]));
    }

    private void Changed(Service service, Api.ServiceSpec spec, StepId step)
    {
        _changes[service.Name] = step;
        if (policy.Wait || IsAwaited(service))
            _waits[service.Name] = builder.Add(new Operation.AwaitService(service.Name, spec.Name!), new Reason(ReasonCode.Wait), [step]);
    }

    private bool IsAwaited(Service service) => project.Services.Values
        .Any(other => other.DependsOn.TryGet(service.Name, out var need) && need.Condition != DependencyCondition.Started);

    /// <summary>What has to be over before a service that depends on another one is touched.</summary>
    private IEnumerable<StepId> Gate(string name, Dependency need)
    {
        var gates = need.Condition == DependencyCondition.Started ? _changes : _waits;
        return gates.TryGetValue(name, out var step) ? [step] : [];
    }

    /// <summary>The last update is taken back first.</summary>
    private void AddRollback(StepId settle)
    {
        var reason = new Reason(ReasonCode.Rollback);
        List<StepId> before = [];
        foreach (var (step, update) in Enumerable.Reverse(_updates))
        {
            var revert = AddCompensation(new Operation.RevertService(update.Key, update.Id, update.Old), reason, [.. before, step], step,
                settle);
            before = [AddCompensation(new Operation.AwaitService(update.Key, update.Name) { IsRestored = true }, reason, [revert], step,
                settle)];
        }
    }

    private StepId AddCompensation(Operation operation, Reason reason, IEnumerable<StepId> after, StepId reverted, StepId settle)
    {
        var id = builder.Add(operation, reason, after,
            group: new StepGroup(StepGroup.RollBack, operation.Resource.Name) { Kind = ResourceKind.Service });
        builder.Amend(id, step => step with { Compensation = new Compensation(reverted, settle) });
        return id;
    }

    private string NetworkName(string id) => observed.AllNetworks.FirstOrDefault(network => network.ID == id)?.Name ?? id;
}
