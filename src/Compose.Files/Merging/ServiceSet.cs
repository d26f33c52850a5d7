using System.Collections.Immutable;
using Compose.Files.Explaining;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>The services of one file, with what is needed to extend one of them.</summary>
internal sealed class ServiceSet(YamlMapping services, string path, FileScope scope, ResetSet? resets)
{
    private (string Folder, string File)? _identity;

    public YamlMapping Services { get; } = services;

    /// <summary>The absolute path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>The folder and the file behind all links: equal when the services and what their relative paths mean are equal.</summary>
    public (string Folder, string File) Identity =>
        _identity ??= (SymbolicLinks.ResolveAll(System.IO.Path.GetDirectoryName(Path) ?? "/"), SymbolicLinks.ResolveAll(Path));

    public FileScope Scope { get; } = scope;
    public ResetSet? Resets { get; } = resets;

    /// <summary>Services that are resolved already, each with the nodes that it was made from, the outermost base first.</summary>
    public Dictionary<string, (YamlNode? Node, ImmutableArray<YamlNode> Bases)> Resolved { get; } = new(StringComparer.Ordinal);
}
