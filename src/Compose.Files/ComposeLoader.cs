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
using Compose.Host;

namespace Compose.Files;

/// <summary>From the files of a project to its model: the straight line of the stages, nothing else.</summary>
public static class ComposeLoader
{
    public static LoadResult Load(LoadRequest request, CancellationToken cancellationToken = default)
    {
        var sources = request.Sources;
        var diagnostics = new DiagnosticBag();
        var files = new FileCache(request, diagnostics);
        var log = request.Trace ? new ContributionLog() : null;
        var interpolator = new Interpolator(sources, diagnostics, log);

        // All files are parsed first, so that one run reports all syntax errors.
        foreach (var file in request.Files)
        {
            files.Read(file);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var name = diagnostics.HasErrors ? null : ProjectNames.Find(request, files, interpolator, diagnostics);
        if (name is null)
            return new LoadResult(sources, diagnostics) { Contributions = log, Parsed = files.Streams };

        var environment = request.Environment.Setting([KeyValuePair.Create(EnvironmentNames.ProjectName.Name,
            new EnvironmentValue(name, "the project's name"))]);
        var scope = new FileScope(request.Directory, environment, []);
        var variables = new VariableFile(request.FileSource, sources, diagnostics, request.Remotes);
        var loader = new FileLoader(request, files, variables, interpolator, diagnostics, log);
        var tree = loader.Load(request.Files, scope, []);
        cancellationToken.ThrowIfCancellationRequested();
        if (tree.Count == 0 && !diagnostics.HasErrors)
            diagnostics.Add(LoadProblems.Empty(files.Start(request.Files[0])));

        var result = new LoadResult(sources, diagnostics) { Tree = tree, Contributions = log, Parsed = files.Streams };
        if (tree.Count > 0)
            result = Complete(result, tree, name, request, scope, environment.Adding(loader.ResourceVariables));
        return result with
        {
            Diagnostics = IncludeChains.Complete(
            QuoteHelp.Add(Consequences.Remove(JobPlaces.Name(diagnostics, tree)), sources), files.Origins)
        };
    }

    /// <summary>
    /// From the merged tree on. After errors it goes on as far as it can, to tell of all mistakes at once: what it finds then is added
    /// where it is no consequence of them, and there is no project.
    /// </summary>
    private static LoadResult Complete(LoadResult result, YamlMapping tree, string name, LoadRequest request, FileScope scope,
        ComposeEnvironment variables)
    {
        var found = new DiagnosticBag();
        tree = Defaults.Apply(JobSection.Fold(tree, found), request.Interpolate);
        StructureChecks.Check(tree, found);
        if (request.ResolvePaths)
            tree = Paths.Resolve(tree, scope.Directory, scope.Home, found);
        // What is not interpolated takes no value of any variable, bare keys of an environment included.
        var bareKeys = request.Interpolate ? scope.Environment : ComposeEnvironment.Empty;
        tree = EnvironmentLists.Resolve(tree, bareKeys);
        tree = request.Normalize ? Normalizer.Apply(tree, name, bareKeys) : request.Interpolate
            ? tree.With("name", YamlScalar.String(SourceSpan.None, name)) : tree;
        if (!request.Interpolate)
        {
            CascadeFilter.Add(result.Diagnostics, found);
            return result with { Tree = JobSection.Unfold(tree) };
        }

        tree = Decoder.Apply(tree, found);
        var selected = ProfileFilter.Apply(tree, request.Profiles);
        if (request.CheckConsistency)
        {
            ConsistencyChecks.Check(selected, found);
            selected = selected with { Tree = ScaleInDeploy.Apply(selected.Tree) };
        }

        LikelyMistakes.Warn(selected.Tree, found);
        if (request.Services.IsEmpty)
            LikelyMistakes.WarnOfPorts(selected.Services, found, request.ProfilesAreAlternatives);
        CascadeFilter.Add(result.Diagnostics, found);
        return result.Diagnostics.HasErrors ? result with { Tree = tree } : Select(result, selected, request, scope, variables);
    }

    private static LoadResult Select(LoadResult result, SelectedTree selected, LoadRequest request, FileScope scope,
        ComposeEnvironment variables)
    {
        var diagnostics = result.Diagnostics;
        if (!request.WithJobs)
            JobSection.Refuse(selected.Tree, request.Services.AddRange(request.Enabled), diagnostics);
        if (request is { Services.IsEmpty: false } or { Enabled.IsEmpty: false })
        {
            selected = ProfileFilter.Enable(selected, request.Services.AddRange(request.Enabled), request.Profiles);
            var enabled = selected.Services;
            selected = ServiceFilter.Apply(selected, request.Services, request.WithoutDependencies, diagnostics);
            // A named service may enable services that were disabled during the checks; the bag drops repeated diagnostics.
            if (request.CheckConsistency)
                ConsistencyChecks.Check(selected, enabled, diagnostics, request.WithoutDependencies);
            if (!request.Services.IsEmpty)
                LikelyMistakes.WarnOfPorts(selected.Services, diagnostics, request.ProfilesAreAlternatives);
        }

        if (!request.AllResources)
            selected = selected with { Tree = UnusedResources.Prune(selected) };
        if (request.ResolveEnvironment)
            selected = selected with
            {
                Tree = ServiceEnvironment.ResolveVariables(selected.Tree, scope.Environment, request.Directory,
                    request.FileSource, result.Sources, diagnostics, request.Remotes)
            };
        selected = selected with
        {
            Tree = ServiceEnvironment.ResolveLabels(selected.Tree, request.Directory, request.KeepLabelFiles,
                request.FileSource, result.Sources, diagnostics, request.Remotes)
        };
        if (request.CheckConsistency)
            ConsistencyChecks.CheckContainerNames(selected.Tree, diagnostics);
        selected = selected with { Tree = JobSection.Unfold(selected.Tree) };
        result = result with { Tree = selected.Tree };
        return diagnostics.HasErrors ? result : result with { Project = ProjectBinder.Bind(selected, request, variables) };
    }
}
