using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The entries of a mapping that is being read. Small mappings are searched, large ones have an index.</summary>
internal sealed class MappingEntries(SourceText source, DiagnosticBag diagnostics)
{
    private const int IndexFrom = 16;

    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();
    private Dictionary<string, int>? _index;
    private bool _merges;

    public bool IsEmpty => _entries.Count == 0;
    public int Start => _entries.Count == 0 ? 0 : _entries[0].KeySpan.Start;

    /// <summary>Reports a key that stands there already; the value of such a key is read and left out.</summary>
    public bool Declare(MappingKey key)
    {
        var first = IndexOf(key.Text);
        if (first >= 0)
            diagnostics.Add(YamlProblems.Duplicate(source, key.Text, key.Span, _entries[first].KeySpan));
        return first < 0;
    }

    public void Add(MappingKey key, YamlNode value)
    {
        _merges |= key.IsMerge;
        _index?.TryAdd(key.Text, _entries.Count);
        _entries.Add(new YamlEntry(key.Text, key.Span, value));
    }

    public YamlMapping Build(SourceSpan span, YamlTag tag)
    {
        var entries = _entries.DrainToImmutable();
        return new YamlMapping(span, _merges ? MergeKeys.Expand(entries, source, diagnostics) : entries, tag);
    }

    private int IndexOf(string key)
    {
        if (_index is not null)
            return _index.GetValueOrDefault(key, -1);
        for (var i = 0; i < _entries.Count; i++)
            if (_entries[i].Key == key)
                return i;
        if (_entries.Count == IndexFrom)
            _index = Enumerable.Range(0, IndexFrom).ToDictionary(i => _entries[i].Key, StringComparer.Ordinal);
        return -1;
    }
}
