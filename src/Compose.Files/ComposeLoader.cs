using Compose.Files.Binding;
using Compose.Files.Checks;
using Compose.Files.Decoding;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Explaining;
using Compose.Files.Interpolation;
using Compose.Files.Merging;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files;

/// <summary>From the files of a project to its model: the straight line of the stages, nothing else.</summary>
public static class ComposeLoader
{
    public static LoadResult Load(LoadRequest request)
    {
        var sources = new SourceSet();
        var diagnostics = new DiagnosticBag();
        var files = new FileCache(sources, diagnostics);
        var log = request.Trace ? new ContributionLog() : null;
        var name = ProjectNames.Find(request, files);
        var environment = request.Environment.Setting([KeyValuePair.Create("COMPOSE_PROJECT_NAME", new EnvironmentValue(name, "project name"))]);
        var scope = new Scope(request.Directory, environment, []);

        var loader = new FileLoader(request, files, new Interpolator(diagnostics, log), diagnostics, log);
        var tree = loader.Load(request.Files, scope, []);
        if (tree.Count == 0 && !diagnostics.HasErrors)
            diagnostics.Add(LoadProblems.Empty(SourceSpan.None));

        var result = new LoadResult(sources, diagnostics) { Tree = tree, Contributions = log };
        result = tree.Count == 0 ? result : Finish(result, tree, name, request, scope, loader.Added(environment));
        return result with { Diagnostics = ErrorOrigins.Complete(diagnostics, files.Origins) };
    }
}
