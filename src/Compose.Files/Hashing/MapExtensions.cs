using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Hashing;

/// <summary>
/// Docker Compose takes keys that begin with `x-` out of maps of labels, variables and options, and leaves one entry `#extensions` with
/// Go's words for them. Here they are labels and variables like others; only its hash has to be known, so that its containers count as
/// unchanged.
/// </summary>
public static class MapExtensions
{
    private static readonly string[] Maps = ["labels", "environment", "sysctls", "annotations", "driver_opts"];

    /// <summary>The tree of a service, network or volume as Docker Compose hashes it; null when that is the tree itself.</summary>
    public static YamlMapping? Fold(YamlMapping tree)
    {
        var folded = FoldMaps(tree).MapMapping("deploy", FoldMaps);
        return ReferenceEquals(folded, tree) ? null : folded;
    }

    private static YamlMapping FoldMaps(YamlMapping tree)
    {
        foreach (var name in Maps)
            if (tree[name] is YamlMapping map && map.Entries.Any(IsExtension))
                tree = tree.With(name, FoldMap(map));
        return tree;
    }

    private static YamlMapping FoldMap(YamlMapping map)
    {
        var extensions = map.Entries.Where(IsExtension).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
            $"{entry.Key}:{(entry.Value.IsNull ? "<nil>" : entry.Value.ToString())}");
        var entry = new YamlEntry("#extensions", SourceSpan.None,
            YamlScalar.String(SourceSpan.None, $"map[{string.Join(' ', extensions)}]"));
        return map.With([.. map.Entries.Where(other => !IsExtension(other)), entry]);
    }

    private static bool IsExtension(YamlEntry entry) => entry.Key.StartsWith("x-", StringComparison.Ordinal);
}
