using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// What there is of one replica: the container itself, and what an interrupted replacement has left of its successor. At least one of both.
/// </summary>
internal sealed record Slot(int Number, ObservedContainer? Current, ImmutableArray<ObservedContainer> StandIns)
{
    public IEnumerable<ObservedContainer> Containers => Current is null ? StandIns : StandIns.Append(Current);

    public static List<Slot> Of(Draft draft, Service service)
    {
        var slots = new List<Slot>();
        var standIns = new List<ObservedContainer>();
        var retired = new List<ObservedContainer>();
        foreach (var container in draft.ContainersOf(service.Name))
        {
            if (IsStandIn(container, ContainerName.Of(draft.Desired.Project, service, container.Number)))
                standIns.Add(container);
            else if (container.IsRetired)
                retired.Add(container);
            else
                slots.Add(new Slot(container.Number, container, []));
        }

        foreach (var container in retired.OrderByDescending(container => container.Created))
            Retire(slots, standIns, container);
        foreach (var group in standIns.GroupBy(container => container.Number))
        {
            var at = slots.FindIndex(slot => slot.Number == group.Key);
            if (at < 0)
                slots.Add(new Slot(group.Key, null, [.. group]));
            else
                slots[at] = slots[at] with { StandIns = [.. group] };
        }

        return slots;
    }

    /// <summary>
    /// What has its number is its successor. One that does not run has not held yet, and is a stand-in like any other; of one that runs the retired is
    /// what is left over; and so is one that was replaced before another was.
    /// </summary>
    private static void Retire(List<Slot> slots, List<ObservedContainer> standIns, ObservedContainer retired)
    {
        var at = slots.FindIndex(slot => slot.Number == retired.Number);
        if (at < 0)
        {
            slots.Add(new Slot(retired.Number, retired, []));
        }
        else if (slots[at].Current is { IsActive: true } or { IsRetired: true })
        {
            standIns.Add(retired);
        }
        else
        {
            standIns.Add(slots[at].Current!);
            slots[at] = slots[at] with { Current = retired };
        }
    }

    private static bool IsStandIn(ObservedContainer container, string name) =>
        container.Name != name && container.Label(LabelNames.Replace) is { Length: > 0 } replaced && ContainerName.IsStandIn(container.Name, replaced);
}
