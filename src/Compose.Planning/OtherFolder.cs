using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>
/// Two folders of one name are one project. Whoever did not mean that is told before the other folder's containers are touched; a plan that
/// touches none has nothing to tell, and neither has one for a folder that was moved and changed nothing.
/// </summary>
internal static class OtherFolder
{
    public static void Point(Draft draft)
    {
        var project = draft.Desired.Project;
        var foreign = draft.Observed.Containers
            .Where(container => container.Label(LabelNames.WorkingDir) is { Length: > 0 } folder && folder != project.Directory && draft.TouchedBy(container.Id).Count > 0)
            .ToList();
        if (foreign.Count == 0)
            return;
        var folder = foreign[0].Label(LabelNames.WorkingDir);
        draft.Warn(PlanningCodes.OtherFolder,
            $"project \"{project.Name}\" belongs to {folder}: {string.Join(", ", foreign.Select(container => container.Name).Order(StringComparer.Ordinal))} will be changed from {project.Directory}",
            default,
            "if these are two projects, give this one another name (-p, COMPOSE_PROJECT_NAME or name: in the file)");
    }
}
