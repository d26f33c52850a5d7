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
        foreach (var container in draft.ContainersOf(service.Name))
        {
            if (IsStandIn(container, ContainerName.Of(draft.Desired.Project, service, container.Number)))
                standIns.Add(container);
            else
                slots.Add(new Slot(container.Number, container, []));
        }

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

    private static bool IsStandIn(ObservedContainer container, string name) =>
        container.Name != name && container.Label(LabelNames.Replace) is { Length: > 0 } replaced && ContainerName.IsStandIn(container.Name, replaced);
}
