using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>Most stages treat jobs as services; what they report of a job is said of the section `jobs`.</summary>
internal static class JobPlaces
{
    private const string Services = "services";

    /// <param name="diagnostics">What a load has found.</param>
    /// <param name="tree">The merged tree, with jobs in their own section.</param>
    public static DiagnosticBag Name(DiagnosticBag diagnostics, YamlMapping tree)
    {
        if (tree.Mapping(JobSection.Name) is not { Count: > 0 } jobs)
            return diagnostics;
        var services = tree.Mapping(Services);
        var named = new DiagnosticBag();
        foreach (var problem in diagnostics)
            named.Add(Named(problem, jobs, services));
        return named;
    }

    private static Diagnostic Named(Diagnostic problem, YamlMapping jobs, YamlMapping? services)
    {
        foreach (var job in jobs.Entries)
        {
            var path = AttributePath.Of(Services, job.Key);
            if (services?.Contains(job.Key) == true || problem.Path?.IsWithin(path) != true)
                continue;
            var summary = problem.Summary.StartsWith(path + ".", StringComparison.Ordinal)
                || problem.Summary.StartsWith(path + ":", StringComparison.Ordinal)
                ? JobSection.Name + problem.Summary[Services.Length..] : problem.Summary;
            return problem with { Path = Moved(problem.Path), Summary = summary };
        }

        return problem;
    }

    private static AttributePath Moved(AttributePath path) =>
        path.Parent is { } parent ? Moved(parent) / path.Name : AttributePath.Of(JobSection.Name);
}
