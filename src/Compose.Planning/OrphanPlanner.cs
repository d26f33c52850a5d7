using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Containers of services that the files no longer know, and one-offs that have ended: named, or removed when that is asked for.</summary>
internal static class OrphanPlanner
{
    public static void Plan(Draft draft)
    {
        var orphans = draft.Observed.Containers.Where(container => IsOrphan(draft, container)).OrderBy(container => container.Name, StringComparer.Ordinal).ToList();
        if (draft.Policy.RemoveOrphans)
        {
            foreach (var orphan in orphans)
                Remove(draft, orphan);
        }
        else if (orphans.Count > 0 && !draft.Policy.IgnoreOrphans)
        {
            var names = string.Join(" ", orphans.Select(orphan => orphan.Name));
            draft.Warn(PlanningCodes.Orphans,
                $"Found orphan containers ([{names}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.",
                default);
        }
    }

    public static bool IsOrphan(Draft draft, ObservedContainer container)
    {
        if (container.IsHook)
            return false;
        if (container.IsOneOff)
            return container.State is ContainerState.Exited or ContainerState.Dead;
        return draft.Desired.Find(container.Service) is null && !draft.Desired.Project.DisabledServices.Contains(container.Service);
    }

    private static void Remove(Draft draft, ObservedContainer orphan)
    {
        var reason = new Reason(ReasonCode.Orphan, orphan.Service);
        draft.Stop(orphan, reason, Risk.Downtime);
        draft.Remove(orphan, reason);
    }
}
