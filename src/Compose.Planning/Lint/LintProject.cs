using System.Collections.Immutable;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>What the rules look at: the merged and canonical files with all profiles, and the text that they were written in.</summary>
internal sealed class LintProject
{
    private readonly SourceSet _sources;

    public LintProject(YamlMapping tree, SourceSet sources, Func<YamlMapping, string?> dockerfileOf)
    {
        (Tree, _sources, DockerfileOf) = (tree, sources, dockerfileOf);
        Services = [.. Of("services"), .. Of("jobs")];
    }

    public YamlMapping Tree { get; }
    public ImmutableArray<LintService> Services { get; }

    /// <summary>The Dockerfile of a build section; null where there is none to read.</summary>
    public Func<YamlMapping, string?> DockerfileOf { get; }

    public LintService? Service(string name) => Services.FirstOrDefault(service => service.Name == name);

    /// <summary>What the file has at this place: with variables, quotes and the key of a list item.</summary>
    public string Written(SourceSpan span) =>
        _sources.TryGet(span, out var source) && span.End <= source.Text.Length ? source.Text.Substring(span.Start, span.Length) : "";

    private IEnumerable<LintService> Of(string section) =>
        from entry in Tree.Entries(section)
        where entry.Value is YamlMapping
        select new LintService(entry.Key, AttributePath.Of(section, entry.Key), entry.KeySpan, (YamlMapping)entry.Value);
}
