using Compose.Files.Diagnostics;
using Compose.Planning.Context;
using Compose.Planning.Naming;

namespace Compose.Planning.Up;

/// <summary>
/// Two directories with the same name are the same project. A plan that changes containers of another directory warns; a moved project
/// without changes does not.
/// </summary>
internal static class ProjectDirectoryCheck
{
    public static void Warn(PlanningContext context)
    {
        var project = context.Desired.Project;
        var foreign = context.Observed.Containers
            .Where(container => container.Label(LabelNames.WorkingDir) is { Length: > 0 } folder && folder != project.Directory
                && context.StepsOn(container.Id).Count > 0)
            .ToList();
        if (foreign.Count == 0)
            return;
        var folder = foreign[0].Label(LabelNames.WorkingDir);
        var names = string.Join(", ", foreign.Select(container => container.Name).Order(StringComparer.Ordinal));
        context.Warn(DiagnosticCode.OtherProjectDirectory,
            $"project \"{project.Name}\" belongs to {folder}: {names} will be changed from {project.Directory}",
            default,
            "if these are two projects, give this one another name (-p, COMPOSE_PROJECT_NAME or name: in the file)");
    }
}
