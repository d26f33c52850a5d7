using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>The services of one file, with what is needed to extend one of them.</summary>
internal sealed class ServiceSet(YamlMapping services, string path, string shownPath, Scope scope, ResetSet? resets)
{
    public YamlMapping Services { get; } = services;

    /// <summary>The absolute path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>The path as the file that extends it says it.</summary>
    public string ShownPath { get; } = shownPath;

    public Scope Scope { get; } = scope;
    public ResetSet? Resets { get; } = resets;

    /// <summary>Services that are resolved already, each with the nodes that it was made from, the outermost base first.</summary>
    public Dictionary<string, (YamlNode? Node, ImmutableArray<YamlNode> Bases)> Resolved { get; } = new(StringComparer.Ordinal);
}
