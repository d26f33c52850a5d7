using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Makes the containers of one service what they are to be, up to the point where they can be started.</summary>
internal sealed class ContainerPlanner
{
    private readonly Draft _draft;
    private readonly ServiceSpec _spec;
    private readonly NamedMap<ContainerRef> _shared;
    private readonly ContainerJudge _judge;
    private readonly ReplacementSteps _replacement;
    private Reason _scale = new(ReasonCode.Missing);

    private ContainerPlanner(Draft draft, ServiceSpec spec)
    {
        _draft = draft;
        _spec = spec;
        _shared = ContainerSpecs.SharedBy(draft, spec);
        _judge = new ContainerJudge(draft, spec, _shared);
        _replacement = new ReplacementSteps(draft, spec, _shared);
    }

    public static void Plan(Draft draft, ServiceSpec spec)
    {
        if (spec.Service.Provider is not null)
        {
            var run = new Operation.RunProvider(spec.Service, ProviderVerb.Up);
            var before = draft.Desired.Graph.DependenciesOf(spec.Name).Where(draft.Providers.ContainsKey).Select(name => draft.Providers[name]);
            draft.Providers[spec.Name] = draft.Steps.Add(run, new Reason(ReasonCode.Requested), before);
            draft.Replicas[spec.Name] = [];
            return;
        }

        draft.Replicas[spec.Name] = [];
        draft.Replicas[spec.Name] = new ContainerPlanner(draft, spec).Plan();
    }

    private ImmutableArray<Replica> Plan()
    {
        if (_spec.Replicas > 1 && _spec.Service.ContainerName is { Length: > 0 } fixedName)
        {
            _draft.Error(PlanningCodes.NameAndScale,
                $"The \"{_spec.Name}\" service is using the custom container name \"{fixedName}\". Docker requires each container to have a unique name. Remove the custom name to scale the service",
                _spec.Service.NameSpan);
            return [];
        }

        var judged = Judge();
        _scale = Scale(judged.Count);
        foreach (var (slot, _) in judged.Skip(_spec.Replicas))
            ScaleDown(slot);
        var replicas = judged.Take(_spec.Replicas).OrderBy(item => item.Slot.Number).Select(item => Keep(item.Slot, item.Reasons)).ToList();
        replicas.AddRange(FreeNumbers(judged.Select(item => item.Slot.Number)).Take(_spec.Replicas - replicas.Count).Select(Create));
        return [.. replicas.OrderBy(replica => replica.Number)];
    }

    /// <summary>A service without any container is not scaled, it is missing.</summary>
    private Reason Scale(int found)
    {
        if (found == 0 || found == _spec.Replicas)
            return new Reason(ReasonCode.Missing);
        var source = _spec.Service.Source;
        var declared = source["scale"] ?? (source["deploy"] as YamlMapping)?["replicas"];
        var isDeclared = _spec.Replicas == _spec.Service.Replicas;
        var change = new AttributeChange(
            source.Contains("scale") || declared is null ? "scale" : "deploy.replicas",
            found.ToString(CultureInfo.InvariantCulture),
            _spec.Replicas.ToString(CultureInfo.InvariantCulture),
            isDeclared ? declared?.Span ?? _spec.Service.NameSpan : SourceSpan.None);
        return new Reason(ReasonCode.Scale, $"{_spec.Replicas} wanted") { Changes = [change] };
    }

    /// <summary>
    /// What is up to date first (or has a successor that is), then low numbers: the end of the list is what a smaller scale removes. The order is
    /// that of the state, not of the policy, so that it is the same one after an interruption.
    /// </summary>
    private List<(Slot Slot, ImmutableArray<Reason> Reasons)> Judge() =>
    [
        .. Slot.Of(_draft, _spec.Service).Where(slot => !slot.Containers.All(container => _draft.Removed.Contains(container.Id)))
            .Select(slot => (Slot: slot, Reasons: slot.Current is null ? [] : _judge.Judge(slot.Current)))
            .OrderBy(item => !item.Slot.Containers.Any(_judge.IsFresh)).ThenBy(item => item.Slot.Number).ThenBy(item => item.Slot.Current?.Created),
    ];

    /// <summary>
    /// The smallest numbers that nobody has. Docker Compose goes on after the highest one, which differs only where a container in the middle
    /// was removed by hand; filling the gap is what lets an interrupted scale-up end with the names of one that was not interrupted.
    /// </summary>
    private static IEnumerable<int> FreeNumbers(IEnumerable<int> taken)
    {
        var used = taken.ToHashSet();
        return Enumerable.Range(1, int.MaxValue - 1).Where(number => !used.Contains(number));
    }

    private void ScaleDown(Slot slot)
    {
        foreach (var container in slot.Containers)
        {
            _draft.Stop(container, _scale, Risk.Downtime);
            _draft.Remove(container, _scale);
        }
    }

    /// <summary>One of this number that went with a volume leaves its anonymous volumes.</summary>
    private Replica Create(int number)
    {
        var removed = _draft.ContainersOf(_spec.Name).FirstOrDefault(container => container.Number == number && _draft.Removed.Contains(container.Id));
        return removed is null
            ? _replacement.Create(number, [_scale], inherit: null, [])
            : _replacement.Create(number, [new Reason(ReasonCode.VolumeChanged)], removed, _draft.TouchedBy(removed.Id));
    }

    private Replica Keep(Slot slot, ImmutableArray<Reason> reasons)
    {
        var usable = slot.StandIns.FirstOrDefault(_judge.MayContinue);
        if (slot.Current is not { } current)
            return usable is null ? ReplaceStandIns(slot) : Adopt(slot, usable);
        if (reasons.IsEmpty)
        {
            RemoveStandIns(slot, except: null);
            return Stay(current);
        }

        var removedStandIns = RemoveStandIns(slot, usable);
        return usable is null ? _replacement.Replace(current, reasons, removedStandIns) : _replacement.Continue(current, usable);
    }

    /// <summary>Only the successor is left: give it the name.</summary>
    private Replica Adopt(Slot slot, ObservedContainer standIn)
    {
        RemoveStandIns(slot, standIn);
        return _replacement.TakeName(standIn);
    }

    /// <summary>
    /// Only a successor is left, and it is not what is wanted now. The new one is made first: it takes over the anonymous volumes that the
    /// replaced container had.
    /// </summary>
    private Replica ReplaceStandIns(Slot slot)
    {
        var reason = new Reason(ReasonCode.Interrupted, "only a stale replacement is left");
        var created = _replacement.Create(slot.Number, [reason], slot.StandIns[0], []);
        foreach (var standIn in slot.StandIns)
        {
            _draft.Stop(standIn, reason, Risk.None, created.Ready);
            _draft.Remove(standIn, reason, created.Ready);
        }

        return created;
    }

    private ImmutableArray<StepId> RemoveStandIns(Slot slot, ObservedContainer? except)
    {
        var removed = ImmutableArray.CreateBuilder<StepId>();
        foreach (var standIn in slot.StandIns.Where(standIn => standIn != except))
        {
            var why = standIn.IsRetired ? "it was replaced already" : except is null ? "a replacement that is not needed" : "one replacement too many";
            var reason = new Reason(ReasonCode.Interrupted, why);
            _draft.Stop(standIn, reason, Risk.None);
            removed.Add(_draft.Remove(standIn, reason));
        }

        return removed.ToImmutable();
    }

    private Replica Stay(ObservedContainer container)
    {
        EndpointRepair.Plan(_draft, _spec, container);
        var name = ContainerName.Of(_draft.Desired.Project, _spec.Service, container.Number);
        if (container.IsRetired)
            Rename(container, name, new Reason(ReasonCode.Interrupted, "it keeps its place"), _draft.NameHolders(name));
        else if (_draft.Policy.Repairs.Renames(container.Id))
            Rename(container, name, new Reason(ReasonCode.Drift, "renamed"), []);

        return new Replica(StopSteps.Target(container), container.Number, container, [.. _draft.TouchedBy(container.Id)], []);
    }

    private void Rename(ObservedContainer container, string name, Reason reason, IEnumerable<StepId> after)
    {
        var rename = new Operation.RenameContainer(StopSteps.Target(container), name);
        _draft.Touch(container.Id, _draft.Steps.Add(rename, reason, [.. _draft.TouchedBy(container.Id), .. after]));
    }
}
