using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Attributes;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>Plans the containers of one service up to the point where they can start.</summary>
internal sealed class ContainerPlanner
{
    private readonly PlanningContext _context;
    private readonly ServiceSpec _spec;
    private readonly NamedMap<ContainerRef> _shared;
    private readonly RecreateReasons _reasons;
    private readonly ReplacementSteps _replacement;
    private Reason _scale = new(ReasonCode.Missing);

    private ContainerPlanner(PlanningContext context, ServiceSpec spec)
    {
        _context = context;
        _spec = spec;
        _shared = ContainerSpecs.SharedBy(context, spec);
        _reasons = new RecreateReasons(context, spec, _shared);
        _replacement = new ReplacementSteps(context, spec, _shared);
    }

    public static void Plan(PlanningContext context, ServiceSpec spec)
    {
        if (context.Policy.Provided.Contains(spec.Name))
        {
            context.Replicas[spec.Name] = [];
            return;
        }

        if (spec.Service.Provider is not null)
        {
            var run = new Operation.RunProvider(context.Desired.Project, spec.Service, ProviderVerb.Up);
            var before = context.Desired.Graph.DependenciesOf(spec.Name).Where(context.Providers.ContainsKey)
                .Select(name => context.Providers[name]);
            context.Providers[spec.Name] = context.Steps.Add(run, new Reason(ReasonCode.Requested), before);
            context.Replicas[spec.Name] = [];
            return;
        }

        context.Replicas[spec.Name] = [];
        context.Replicas[spec.Name] = new ContainerPlanner(context, spec).Plan();
    }

    private ImmutableArray<PlannedReplica> Plan()
    {
        if (_spec.Replicas > 1 && _spec.Service.ContainerName is { Length: > 0 } fixedName)
        {
            _context.Error(DiagnosticCode.ContainerNameWithReplicas,
                $"The \"{_spec.Name}\" service is using the custom container name \"{fixedName}\". "
                    + "Docker requires each container to have a unique name. Remove the custom name to scale the service",
                _spec.Service.NameSpan);
            return [];
        }

        var slots = Slots();
        _scale = Scale(slots.Count);
        foreach (var (slot, _) in slots.Skip(_spec.Replicas))
            ScaleDown(slot);
        var replicas = slots.Take(_spec.Replicas).OrderBy(item => item.Slot.Number).Select(item => Keep(item.Slot, item.Reasons)).ToList();
        replicas.AddRange(FreeNumbers(slots.Select(item => item.Slot.Number)).Take(_spec.Replicas - replicas.Count).Select(Create));
        return [.. replicas.OrderBy(replica => replica.Number)];
    }

    /// <summary>A service without containers is missing, not scaled.</summary>
    private Reason Scale(int found)
    {
        if (found == 0 || found == _spec.Replicas)
            return new Reason(ReasonCode.Missing);
        var source = _spec.Service.Source;
        var declared = source["scale"] ?? (source["deploy"] as YamlMapping)?["replicas"];
        var isDeclared = _spec.Replicas == _spec.Service.Replicas;
        var change = new AttributeChange(
            source.Contains("scale") || declared is null ? AttributePath.Of("scale") : AttributePath.Of("deploy", "replicas"),
            found.ToString(CultureInfo.InvariantCulture),
            _spec.Replicas.ToString(CultureInfo.InvariantCulture),
            isDeclared ? declared?.Span ?? _spec.Service.NameSpan : SourceSpan.None);
        return new Reason(ReasonCode.Scale, $"{_spec.Replicas} wanted") { Changes = [change] };
    }

    /// <summary>
    /// Up-to-date containers (or with an up-to-date replacement) first, then low numbers: a smaller scale removes from the end. The order
    /// depends on the state alone, so that it is the same after an interruption.
    /// </summary>
    private List<(ReplicaSlot Slot, ImmutableArray<Reason> Reasons)> Slots() =>
    [
        .. ReplicaSlot.Of(_context, _spec.Service).Where(slot => !slot.Containers.All(container => _context.Removed.Contains(container.Id)))
            .Select(slot => (Slot: slot, Reasons: slot.Current is null ? [] : _reasons.Of(slot.Current)))
            .OrderBy(item => !item.Slot.Containers.Any(_reasons.IsUpToDate)).ThenBy(item => item.Slot.Number)
                .ThenBy(item => item.Slot.Current?.Created),
    ];

    /// <summary>
    /// The smallest free numbers. Docker Compose continues after the highest one, which differs only if a container in the middle was
    /// removed by hand; filling the gap lets an interrupted scale-up end with the same names as one that was not interrupted.
    /// </summary>
    private static IEnumerable<int> FreeNumbers(IEnumerable<int> taken)
    {
        var used = taken.ToHashSet();
        return Enumerable.Range(1, int.MaxValue - 1).Where(number => !used.Contains(number));
    }

    private void ScaleDown(ReplicaSlot slot)
    {
        foreach (var container in slot.Containers)
            _context.StopAndRemove(container, _scale);
    }

    /// <summary>The new container inherits the anonymous volumes of one that was removed because of a named volume.</summary>
    private PlannedReplica Create(int number)
    {
        var removed = _context.ContainersOf(_spec.Name)
            .FirstOrDefault(container => container.Number == number && _context.Removed.Contains(container.Id));
        return removed is null
            ? _replacement.Create(number, [_scale], inherit: null, [])
            : _replacement.Create(number, [new Reason(ReasonCode.VolumeChanged)], removed, _context.StepsOn(removed.Id));
    }

    private PlannedReplica Keep(ReplicaSlot slot, ImmutableArray<Reason> reasons)
    {
        var usable = slot.Leftovers.FirstOrDefault(_reasons.CanContinue);
        if (slot.Current is not { } current)
            return usable is null ? ReplaceLeftovers(slot) : TakeOver(slot, usable);
        if (reasons.IsEmpty)
        {
            RemoveLeftovers(slot, except: null);
            return KeepCurrent(current);
        }

        var removedLeftovers = RemoveLeftovers(slot, usable);
        return usable is null ? _replacement.Replace(current, reasons, removedLeftovers) : _replacement.Continue(current, usable);
    }

    /// <summary>Only the replacement is left: rename it.</summary>
    private PlannedReplica TakeOver(ReplicaSlot slot, ObservedContainer leftover)
    {
        RemoveLeftovers(slot, leftover);
        return _replacement.TakeName(leftover);
    }

    /// <summary>
    /// Only an outdated replacement is left. The new container is created before it is removed, to inherit its anonymous volumes.
    /// </summary>
    private PlannedReplica ReplaceLeftovers(ReplicaSlot slot)
    {
        var reason = new Reason(ReasonCode.Interrupted, "only a stale replacement is left");
        var created = _replacement.Create(slot.Number, [reason], slot.Leftovers[0], []);
        foreach (var leftover in slot.Leftovers)
        {
            _context.Stop(leftover, reason, Risk.None, created.Ready);
            _context.Remove(leftover, reason, created.Ready);
        }

        return created;
    }

    private ImmutableArray<StepId> RemoveLeftovers(ReplicaSlot slot, ObservedContainer? except)
    {
        var removed = ImmutableArray.CreateBuilder<StepId>();
        foreach (var leftover in slot.Leftovers.Where(leftover => leftover != except))
        {
            var why = leftover.IsReplaced ? "it was replaced already"
                : except is null ? "a replacement that is not needed"
                : "one replacement too many";
            var reason = new Reason(ReasonCode.Interrupted, why);
            _context.Stop(leftover, reason, Risk.None);
            removed.Add(_context.Remove(leftover, reason));
        }

        return removed.ToImmutable();
    }

    private PlannedReplica KeepCurrent(ObservedContainer container)
    {
        EndpointReconnect.Plan(_context, _spec, container);
        var name = ContainerName.Of(_context.Desired.Project, _spec.Service, container.Number);
        if (container.IsReplaced)
            Rename(container, name, new Reason(ReasonCode.Interrupted, "it keeps its place"), _context.StepsOnName(name));
        else if (_context.Policy.Repairs.Renames(container.Id))
            Rename(container, name, new Reason(ReasonCode.Drift, "renamed"), []);

        return new PlannedReplica(ContainerTarget.Of(container), container.Number, container, [.. _context.StepsOn(container.Id)], []);
    }

    private void Rename(ObservedContainer container, string name, Reason reason, IEnumerable<StepId> after)
    {
        var rename = new Operation.RenameContainer(ContainerTarget.Of(container), name);
        _context.Record(container.Id, _context.Steps.Add(rename, reason, [.. _context.StepsOn(container.Id), .. after]));
    }
}
