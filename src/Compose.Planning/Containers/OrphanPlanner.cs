using Compose.Files.Diagnostics;
using Compose.Planning.Context;
using Compose.Planning.Observed;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>Containers of services that are no longer in the files, and exited one-offs: reported, or removed on request.</summary>
internal static class OrphanPlanner
{
    public static void Plan(PlanningContext context)
    {
        var orphans = context.Observed.Containers.Where(container => context.IsOrphan(container))
            .OrderBy(container => container.Name, StringComparer.Ordinal).ToList();
        if (context.Policy.RemoveOrphans)
        {
            foreach (var orphan in orphans)
                Remove(context, orphan);
        }
        else if (orphans.Count > 0 && !context.Policy.IgnoreOrphans)
        {
            var names = string.Join(" ", orphans.Select(orphan => orphan.Name));
            context.Warn(DiagnosticCode.OrphanContainers,
                $"Found orphan containers ([{names}]) for this project. If you removed or renamed this service in your compose file, "
                    + "you can run this command with the --remove-orphans flag to clean it up.",
                default);
        }
    }

    private static void Remove(PlanningContext context, ObservedContainer orphan) =>
        context.StopAndRemove(orphan, new Reason(ReasonCode.Orphan, orphan.Service));
}
