using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A mapping in the order of its file. Keys are unique. Small mappings are searched, large ones get an index at the first look-up.
/// </summary>
public sealed class YamlMapping(SourceSpan span, ImmutableArray<YamlEntry> entries, YamlTag tag = YamlTag.None) : YamlNode(span, tag)
{
    private const int IndexFrom = 12;
    private Dictionary<string, int>? _index;

    public ImmutableArray<YamlEntry> Entries { get; } = entries;
    public int Count => Entries.Length;
    public override string TypeName => "object";

    public YamlNode? this[string key] => IndexOf(key) is var i and >= 0 ? Entries[i].Value : null;

    public bool TryGet(string key, [NotNullWhen(true)] out YamlNode? value)
    {
        value = this[key];
        return value is not null;
    }

    public bool Contains(string key) => IndexOf(key) >= 0;

    public int IndexOf(string key)
    {
        if (Entries.Length < IndexFrom)
        {
            for (var i = 0; i < Entries.Length; i++)
                if (Entries[i].Key == key)
                    return i;
            return -1;
        }

        return (_index ??= BuildIndex()).GetValueOrDefault(key, -1);
    }

    public YamlMapping With(ImmutableArray<YamlEntry> entries) => new(Span, entries, Tag);
    public override YamlMapping WithTag(YamlTag tag) => tag == Tag ? this : new(Span, Entries, tag);

    /// <summary>Replaces the value of a key in its place, or appends the key.</summary>
    public YamlMapping With(string key, YamlNode value, SourceSpan keySpan = default)
    {
        var i = IndexOf(key);
        return With(i < 0 ? Entries.Add(new YamlEntry(key, keySpan, value)) : Entries.SetItem(i, Entries[i] with { Value = value }));
    }

    public YamlMapping Without(string key) => IndexOf(key) is var i and >= 0 ? With(Entries.RemoveAt(i)) : this;

    private Dictionary<string, int> BuildIndex()
    {
        var index = new Dictionary<string, int>(Entries.Length, StringComparer.Ordinal);
        for (var i = 0; i < Entries.Length; i++)
            index[Entries[i].Key] = i;
        return index;
    }
}
