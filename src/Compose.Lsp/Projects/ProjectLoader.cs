using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Lsp.Texts;
using Compose.Planning.Lint.Rules;

namespace Compose.Lsp.Projects;

/// <summary>
/// From the open texts to the projects that read them. A text belongs to the project that `ncompose` would find from its folder, if
/// that project reads it; a project further up in the workspace that includes the text comes first. A compose file that no project
/// reads is a project of its own.
/// </summary>
internal sealed class ProjectLoader
{
    private readonly ProjectOptions _options;
    private readonly ImmutableArray<string> _roots;
    private readonly ImmutableArray<Analysis> _earlier;
    private readonly IReadOnlySet<string>? _changed;
    private readonly CancellationToken _cancellation;
    private readonly FileSource _files;
    private readonly Dictionary<string, Analysis> _loaded = new(StringComparer.Ordinal);

    private ProjectLoader(ProjectOptions options, Snapshot snapshot, ImmutableArray<Analysis> earlier, IReadOnlySet<string>? changed,
        CancellationToken cancellation)
    {
        (_options, _roots, _earlier, _changed, _cancellation) = (options, snapshot.Roots, earlier, changed, cancellation);
        _files = new FileSource(snapshot.Contents());
    }

    /// <summary>
    /// Also projects that were only looked at, so that they need not be loaded again. <paramref name="changed"/>: projects that read none
    /// of these stay as they are; null when any file may have changed.
    /// </summary>
    public static ImmutableArray<Analysis> Load(ProjectOptions options, Snapshot snapshot, ImmutableArray<Analysis> earlier,
        IReadOnlySet<string>? changed, CancellationToken cancellation)
    {
        var loader = new ProjectLoader(options, snapshot, earlier, changed, cancellation);
        // Short paths first: a file that includes others is usually above them.
        foreach (var text in snapshot.Texts.Values.OrderBy(text => text.Path.Length).ThenBy(text => text.Path, StringComparer.Ordinal))
            loader.Add(text);
        return [.. loader._loaded.Values];
    }

    private void Add(OpenText text)
    {
        if (_loaded.Values.Any(project => project.Reads(text.Path)))
            return;
        var place = Locate(text, _options.Files);
        if (Outer(text).Append(place).Any(location => !location.Files.IsEmpty && Project(location).Reads(text.Path)))
            return;
        if (!ComposeNames.IsComposeFile(text))
            return;
        var main = place.Files is [.., { Content: null } last] && ComposeNames.IsOverrideOf(text.Path, place.Files[0].Path)
            ? place.Files : [];
        Project(Locate(text, [.. main.Select(file => file.Path), text.Path]));
    }

    /// <summary>The projects of the folders between the workspace's folder and the text's, the outermost first.</summary>
    private IEnumerable<ProjectLocation> Outer(OpenText text)
    {
        if (!_options.Files.IsEmpty)
            yield break;
        foreach (var root in _roots.Where(root => text.Path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            var folder = root;
            foreach (var part in Path.GetRelativePath(root, Path.GetDirectoryName(text.Path)!).Split(Path.DirectorySeparatorChar))
            {
                if (Locate(folder, []) is { Files.IsEmpty: false } location)
                    yield return location;
                folder = Path.Combine(folder, part);
            }
        }
    }

    private ProjectLocation Locate(OpenText text, ImmutableArray<string> files) =>
        Locate(files.IsEmpty || files.Contains(text.Path) ? Path.GetDirectoryName(text.Path)! : _options.Folder, files);

    private ProjectLocation Locate(string folder, ImmutableArray<string> files) => ProjectLocator.Locate(new LocationRequest
    {
        CurrentDirectory = folder,
        Variables = _options.Variables,
        FileSource = _files,
        Files = files,
        ProjectDirectory = _options.ProjectDirectory,
        ProjectName = _options.ProjectName,
        Profiles = _options.Profiles,
        EnvFiles = _options.EnvFiles,
    });

    private Analysis Project(ProjectLocation location)
    {
        var key = string.Join('\0', location.Files.Select(file => file.Path));
        if (_loaded.TryGetValue(key, out var known))
            return known;
        var earlier = _earlier.FirstOrDefault(project => project.Key == key);
        if (earlier is not null && _changed is not null && !_changed.Any(earlier.Reads))
            return _loaded[key] = earlier;
        return _loaded[key] = Load(key, location, (earlier?.Earlier ?? earlier)?.Loaded).After(earlier);
    }

    private Analysis Load(string key, ProjectLocation location, LoadResult? earlier)
    {
        if (location.Diagnostics.HasErrors)
            return new Analysis(key, location, new LoadResult(location.Sources, location.Diagnostics), [.. location.Diagnostics]);
        var request = new LoadRequest
        {
            Files = location.Files,
            FileSource = _files,
            Directory = location.Directory,
            Environment = location.Environment,
            Sources = location.Sources,
            ProjectName = location.ProjectName,
            Profiles = location.Profiles,
            Trace = true,
            Earlier = earlier,
        };
        var (loaded, findings) = LintedProject.Of(request, _cancellation);
        var variables = new DiagnosticBag();
        if (loaded is { Tree: { } tree, Project: not null })
            ServiceEnvironment.ResolveVariables(tree, location.Environment, location.Directory, _files, loaded.Sources, variables);
        return new Analysis(key, location, loaded, [.. location.Diagnostics, .. loaded.Diagnostics, .. findings, .. variables]);
    }
}
