using System.Runtime.CompilerServices;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Names;

/// <summary>The names of all files of a project. They are looked for when a request first needs them.</summary>
internal sealed class ProjectNames
{
    private static readonly ConditionalWeakTable<Analysis, ProjectNames> Known = [];

    private readonly Dictionary<string, (SourceText Source, IReadOnlyList<NameUse> Names)> _files = new(StringComparer.Ordinal);

    /// <summary>Names of files whose syntax is broken now: their places are no longer right.</summary>
    private readonly List<(string Path, NameUse Use)> _former = [];

    private readonly Analysis _project;
    private readonly HashSet<string> _extended;
    private readonly HashSet<(NamedKind Kind, string Name)> _ofProject;

    private ProjectNames(Analysis project)
    {
        // A broken file does not say what it includes.
        (_project, _extended) = (project, project.Earlier is { } whole ? Of(whole)._extended : ExtendedFiles.Of(project));
        foreach (var source in project.Sources)
        {
            if (project.Parsed(source) is { } stream)
                _files[source.Path] = (source, FileNames.Of(source, stream));
            else if (project.Earlier is { } earlier && Of(earlier)._files.TryGetValue(source.Path, out var before))
                _former.AddRange(before.Names.Select(use => (source.Path, use)));
        }

        _ofProject = [.. All.Where(found => found.Use.IsDeclaration && !_extended.Contains(found.Source.Path))
            .Select(found => (found.Use.Kind, found.Use.Name))];
    }

    public IEnumerable<(SourceText Source, NameUse Use)> All =>
        _files.Values.SelectMany(file => file.Names.Select(use => (file.Source, use)));

    public static ProjectNames Of(Analysis project) => Known.GetValue(project, analysis => new ProjectNames(analysis));

    public IReadOnlyList<NameUse> In(string path) => _files.TryGetValue(path, out var file) ? file.Names : [];

    /// <summary>
    /// The file that a name belongs to when services of it are only extended; null for a name of the project. Such a file may have a
    /// service with the name of one of the project. What its services refer to otherwise (`depends_on`) is the project's.
    /// </summary>
    public string? OwnerOf(SourceText source, NameUse use)
    {
        var file = use.File is null ? source : _project.SourceNamed(source, use.File);
        return file is not null && _extended.Contains(file.Path)
            && (use.IsDeclaration || use.IsExtended || !_ofProject.Contains((use.Kind, use.Name))) ? file.Path : null;
    }

    /// <summary>Whether services of the file are only extended, so that they are not in the project.</summary>
    public bool IsExtended(string path) => _extended.Contains(path);

    /// <summary>What can be named: declarations, and profiles as they are used.</summary>
    public IEnumerable<string> Declared(NamedKind kind, bool withExtended) =>
        All.Select(found => (found.Source.Path, found.Use)).Concat(_former)
            .Where(found => found.Use.Kind == kind && (found.Use.IsDeclaration || kind == NamedKind.Profile)
                && (withExtended || !_extended.Contains(found.Path)))
            .Select(found => found.Use.Name).Distinct(StringComparer.Ordinal);
}
