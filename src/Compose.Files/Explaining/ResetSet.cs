using Compose.Files.Yaml;

namespace Compose.Files.Explaining;

/// <summary>
/// The places of a document's `!reset` and `!override` tags, as a tree that is walked together with what they are applied to.
/// </summary>
internal sealed class ResetSet
{
    private Dictionary<string, ResetSet>? _children;
    private List<YamlNode>? _items;

    /// <summary>The values of earlier files are removed here.</summary>
    public bool Removes { get; init; }

    /// <summary>Items that go from a list.</summary>
    public IReadOnlyList<YamlNode> Items => _items ?? [];

    public IEnumerable<KeyValuePair<string, ResetSet>> Children => _children ?? [];

    public ResetSet? this[string key] => _children?.GetValueOrDefault(key);

    public void Add(string key, ResetSet child) => (_children ??= new(StringComparer.Ordinal))[key] = child;

    public void Add(YamlNode item) => (_items ??= []).Add(item);
}
