using System.Runtime.InteropServices;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Keys, and the mappings made of them.</summary>
internal sealed partial class YamlParser
{
    /// <summary>Stands for the last alias that was wrong; it has been reported.</summary>
    private YamlScalar? _unresolved;

    private Key KeyOf(Content content, Properties own)
    {
        if (_failed)
            return default;
        if (content.Node is { } node && node == _unresolved)
            return new Key("", node.Span, false);
        if (content.Node is not null)
            return content.Node is YamlScalar { Kind: ScalarKind.String } text ? new Key(text.Text, text.Span, false) : NonString(content.Node);
        var raw = content.Scalar;
        var span = Span(raw.Start, raw.End);
        var slice = raw.Text is null ? _text.AsSpan(raw.Start, raw.End - raw.Start) : raw.Text;
        if (raw.Plain && slice is "<<" && own.Type is null or "!!merge")
            return new Key("<<", span, true);
        if (own.Any || (raw.Plain && ScalarResolver.MayBeOther(slice)))
        {
            var scalar = Resolve(raw, own);
            if (scalar.Kind != ScalarKind.String)
                return NonString(scalar);
            Finish(own, scalar);
            return new Key(scalar.Text, span, false);
        }

        return new Key(Name(slice), span, false);
    }

    private Key MissingKey() => NonString(Null(_pos));

    private Key NonString(YamlNode node)
    {
        var text = node switch
        {
            YamlScalar { Kind: ScalarKind.Null } => "<nil>",
            YamlScalar scalar => scalar.Text,
            YamlSequence => "a list",
            _ => "a mapping",
        };
        _diagnostics.Add(YamlProblems.KeyNotString(PathText(), text, node is YamlScalar, node.Span));
        return new Key(text, node.Span, false);
    }

    private string PathText()
    {
        var text = new System.Text.StringBuilder();
        foreach (var step in _path)
        {
            if (step.Key is null)
                text.Append('[').Append(step.Index).Append(']');
            else
                text.Append(text.Length == 0 ? "" : ".").Append(step.Key);
        }

        return text.ToString();
    }

    /// <summary>Checks a key against those before it; false when it stands there a second time (its value is read and left out).</summary>
    private bool Declare(ref MappingDraft draft, Key key)
    {
        const int IndexFrom = 16;
        var count = _entries.Count - draft.From;
        var before = -1;
        if (count < IndexFrom)
        {
            for (var i = draft.From; i < _entries.Count && before < 0; i++)
                if (_entries[i].Key == key.Text)
                    before = i;
        }
        else
        {
            draft.Index ??= IndexEntries(draft.From);
            if (!draft.Index.TryAdd(key.Text!, _entries.Count - draft.From))
                before = draft.From + draft.Index[key.Text!];
        }

        if (before < 0)
            return true;
        var first = _entries[before].KeySpan;
        _diagnostics.Add(YamlProblems.Duplicate(_source, key.Text!, key.Span, first));
        return false;
    }

    private Dictionary<string, int> IndexEntries(int from)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = from; i < _entries.Count; i++)
            index.TryAdd(_entries[i].Key, i - from);
        return index;
    }

    private void Add(ref MappingDraft draft, Key key, YamlNode value)
    {
        draft.Merges |= key.IsMerge;
        _entries.Add(new YamlEntry(key.Text!, key.Span, value));
    }

    private YamlMapping Complete(ref MappingDraft draft, SourceSpan span, YamlTag tag)
    {
        var entries = ImmutableCollectionsMarshal.AsImmutableArray(CollectionsMarshal.AsSpan(_entries)[draft.From..].ToArray());
        CollectionsMarshal.SetCount(_entries, draft.From);
        if (draft.Merges && !_failed)
            entries = MergeKeys.Expand(entries, _source, _diagnostics);
        return new YamlMapping(span, entries, tag);
    }
}
