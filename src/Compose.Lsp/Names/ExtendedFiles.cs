using System.Collections.Immutable;
using Compose.Files.Yaml;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Names;

/// <summary>The files that a project reads only because it extends services of them: what they declare is not in the project.</summary>
internal static class ExtendedFiles
{
    public static HashSet<string> Of(Analysis project)
    {
        var read = project.Location.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var open = new Queue<string>(read);
        while (open.TryDequeue(out var path))
            foreach (var included in Included(project, path))
                if (read.Add(included))
                    open.Enqueue(included);
        return project.Sources.Where(source => project.Parsed(source) is not null).Select(source => source.Path)
            .Where(path => !read.Contains(path)).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Included(Analysis project, string path)
    {
        if (project.Source(path) is not { } source || project.Parsed(source) is not { } stream)
            yield break;
        foreach (var root in stream.Documents.Select(document => document.Root).OfType<YamlMapping>())
            foreach (var item in Items(root["include"]))
                foreach (var name in Items(item is YamlMapping entry ? entry["path"] : item).OfType<YamlScalar>())
                    if (project.SourceNamed(source, name.Text) is { } file)
                        yield return file.Path;
    }

    /// <summary>A single item may stand for a list of one.</summary>
    private static ImmutableArray<YamlNode> Items(YamlNode? node) =>
        node switch { null => [], YamlSequence list => list.Items, _ => [node] };
}
