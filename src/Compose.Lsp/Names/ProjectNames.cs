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
    private readonly List<NameUse> _former = [];

    private ProjectNames(Analysis project)
    {
        foreach (var source in project.Sources)
        {
            if (project.Parsed(source) is { } stream)
                _files[source.Path] = (source, FileNames.Of(source, stream));
            else if (project.Earlier is { } earlier && Of(earlier)._files.TryGetValue(source.Path, out var before))
                _former.AddRange(before.Names);
        }
    }

    public IEnumerable<(SourceText Source, NameUse Use)> All =>
        _files.Values.SelectMany(file => file.Names.Select(use => (file.Source, use)));

    public static ProjectNames Of(Analysis project) => Known.GetValue(project, analysis => new ProjectNames(analysis));

    public IReadOnlyList<NameUse> In(string path) => _files.TryGetValue(path, out var file) ? file.Names : [];

    /// <summary>What can be named: declarations, and profiles as they are used.</summary>
    public IEnumerable<string> Declared(NamedKind kind) =>
        All.Select(found => found.Use).Concat(_former)
            .Where(use => use.Kind == kind && (use.IsDeclaration || kind == NamedKind.Profile))
            .Select(use => use.Name).Distinct(StringComparer.Ordinal);
}
