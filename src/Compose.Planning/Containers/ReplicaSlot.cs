using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Planning.Containers;

/// <summary>
/// The containers with one replica number: the current one, and the leftovers of an interrupted replacement. At least one exists.
/// </summary>
internal sealed record ReplicaSlot(int Number, ObservedContainer? Current, ImmutableArray<ObservedContainer> Leftovers)
{
    public IEnumerable<ObservedContainer> Containers => Current is null ? Leftovers : Leftovers.Append(Current);

    public static List<ReplicaSlot> Of(PlanningContext context, Service service)
    {
        var slots = new List<ReplicaSlot>();
        var leftovers = new List<ObservedContainer>();
        var replaced = new List<ObservedContainer>();
        foreach (var container in context.ContainersOf(service.Name))
        {
            if (IsTemporary(container, ContainerName.Of(context.Desired.Project, service, container.Number)))
                leftovers.Add(container);
            else if (container.IsReplaced)
                replaced.Add(container);
            else
                slots.Add(new ReplicaSlot(container.Number, container, []));
        }

        foreach (var container in replaced.OrderByDescending(container => container.Created))
            AddReplaced(slots, leftovers, container);
        foreach (var group in leftovers.GroupBy(container => container.Number))
        {
            var at = slots.FindIndex(slot => slot.Number == group.Key);
            if (at < 0)
                slots.Add(new ReplicaSlot(group.Key, null, [.. group]));
            else
                slots[at] = slots[at] with { Leftovers = [.. group] };
        }

        return slots;
    }

    /// <summary>
    /// A container with the number of a replaced one is its replacement. If the replacement runs, the replaced container is a leftover; if
    /// not, it was never known to work, and is the leftover itself.
    /// </summary>
    private static void AddReplaced(List<ReplicaSlot> slots, List<ObservedContainer> leftovers, ObservedContainer replaced)
    {
        var at = slots.FindIndex(slot => slot.Number == replaced.Number);
        if (at < 0)
        {
            slots.Add(new ReplicaSlot(replaced.Number, replaced, []));
        }
        else if (slots[at].Current is { IsActive: true } or { IsReplaced: true })
        {
            leftovers.Add(replaced);
        }
        else
        {
            leftovers.Add(slots[at].Current!);
            slots[at] = slots[at] with { Current = replaced };
        }
    }

    private static bool IsTemporary(ObservedContainer container, string name) =>
        container.Name != name && container.Label(LabelNames.Replace) is { Length: > 0 } replaced
            && ContainerName.IsTemporary(container.Name, replaced);
}
