using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Names;

/// <summary>From a place in a file to the names that it means: their declarations and all that refers to them.</summary>
internal sealed class Targets(Analysis project)
{
    private readonly ProjectNames _names = ProjectNames.Of(project);

    public NameUse? At(SourceText source, int offset) =>
        _names.In(source.Path).FirstOrDefault(use => use.Span.Start <= offset && offset <= use.Span.End);

    /// <summary>
    /// Where a name is declared. A service that is extended is the one of the named file; else every file of the project may say
    /// something of it.
    /// </summary>
    public IEnumerable<(SourceText Source, NameUse Use)> Declarations(SourceText source, NameUse use)
    {
        var declared = Of(source, use).Where(found => found.Use.IsDeclaration || use.Kind == NamedKind.Profile);
        return use.File is { } file ? declared.Where(found => found.Source == project.SourceNamed(source, file)) : declared;
    }

    /// <summary>Every place of the name in the files of the project.</summary>
    public IEnumerable<(SourceText Source, NameUse Use)> Of(SourceText source, NameUse use)
    {
        var owner = _names.OwnerOf(source, use);
        return _names.All.Where(found => found.Use.Kind == use.Kind && found.Use.Name == use.Name
            && _names.OwnerOf(found.Source, found.Use) == owner);
    }

    /// <summary>The anchor or alias at a place, with all of its name that belong to the same anchor.</summary>
    public IReadOnlyList<AnchorPlace> Anchors(SourceText source, int offset)
    {
        var all = project.Parsed(source)?.Anchors ?? [];
        if (all.FirstOrDefault(place => place.Span.Start <= offset && offset <= place.Span.End) is not { } here)
            return [];
        var anchor = here.Anchor ?? here.Span;
        return [.. all.Where(place => (place.Anchor ?? place.Span) == anchor).OrderBy(place => place.Anchor is not null)];
    }

    /// <summary>The file that a text names: of `include`, `extends` or a list of files of variables or labels.</summary>
    public SourceText? File(SourceText source, TreePlace place)
    {
        if (place.Value is not { Text.Length: > 0 } value || !IsFileName(place.Path))
            return null;
        return project.SourceNamed(source, value.Text);
    }

    private static bool IsFileName(IReadOnlyList<string> path) => path switch
    {
        ["include", ..] => true,
        ["services", _, "extends", "file"] => true,
        ["services" or "jobs", _, "env_file" or "label_file", ..] => true,
        _ => false,
    };
}
