using System.Globalization;
using System.Text;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Operations;

namespace Compose.Cli.Rendering.Progress;

/// <summary>What failed in a run as annotations of GitHub: each at the place in the files, or at the line of the Dockerfile.</summary>
internal static class FailureAnnotations
{
    private const string Error = "error";

    public static string Render(PlanOutcome outcome, ComposeProject? project, SourceSet sources, string? workspace)
    {
        var annotation = new GitHubAnnotation(workspace);
        var text = new StringBuilder();
        foreach (var (step, error) in outcome.Failures())
        {
            var title = FailureSummary.Describe(step.Operation);
            var message = string.Join('\n', [error.Message, .. error.Details]);
            var span = FailurePlace.SpanOf(step.Operation, error.Message, project);
            text.Append(
                Dockerfile(step.Operation, error, project) is var (path, line) ? annotation.Render(Error, title, message, path, line)
                : sources.TryGet(span, out var source) ? annotation.Render(Error, title, message, source, span)
                : annotation.Render(Error, title, message));
        }

        return text.ToString();
    }

    /// <summary>Builders say `Dockerfile:3` above the lines that they show, without the folder.</summary>
    private static (string Path, int Line)? Dockerfile(Operation operation, StepError error, ComposeProject? project)
    {
        if (operation is not Operation.BuildImage { Service: var name } || project is null
            || !(project.Services.TryGet(name, out var service) || project.DisabledServices.TryGet(name, out service))
            || service.Build is not { DockerfileInline: null or "" } build)
            return null;
        var path = Path.Combine(build.Context, build.Dockerfile ?? "Dockerfile");
        var prefix = Path.GetFileName(path) + ":";
        foreach (var detail in error.Details)
            if (detail.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(
                detail.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && File.Exists(path))
                return (Path.GetFullPath(path), line);
        return null;
    }
}
