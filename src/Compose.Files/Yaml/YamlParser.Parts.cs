using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Anchors, tags, keys, and the making of mappings.</summary>
internal sealed partial class YamlParser
{
    /// <summary>Where a node begins, and whether a block collection may begin there.</summary>
    private readonly record struct Place(int Start, int Column, bool CanOpen);

    /// <summary>An anchor and a tag in front of a node. <see cref="Type"/> is the tag of a YAML type, short: "!!str".</summary>
    private readonly record struct Properties(string? Anchor, SourceSpan AnchorSpan, string? Type, YamlTag Tag, int Start, int End)
    {
        public bool Any => End > 0;
    }

    /// <summary>A scalar before its type is known. A plain one on one line needs no text of its own.</summary>
    private readonly record struct RawScalar(int Start, int End, string? Text, bool Plain);

    /// <summary>A finished collection or alias, else a scalar.</summary>
    private readonly record struct Content(YamlNode? Node, RawScalar Scalar);

    /// <summary>Text is null where there is no usable key.</summary>
    private readonly record struct Key(string? Text, SourceSpan Span, bool IsMerge);

    /// <summary>A mapping being read: its entries lie on the shared stack from <see cref="From"/> on.</summary>
    private record struct MappingDraft(int From)
    {
        public Dictionary<string, int>? Index { get; set; }
        public bool Merges { get; set; }
    }

    private Properties ReadProperties()
    {
        var start = _pos;
        var properties = default(Properties);
        while (Current is '&' or '!')
        {
            var at = _pos;
            var isAnchor = Current == '&';
            if (isAnchor ? properties.Anchor is not null : properties.Type is not null || properties.Tag != YamlTag.None)
            {
                Fail(at, 1, "did not find expected node content", isAnchor ? "a second anchor of one node" : "a second tag of one node");
                break;
            }

            if (isAnchor)
            {
                properties = properties with { Anchor = ReadAnchorName(), AnchorSpan = Span(at, _pos) };
            }
            else
            {
                var (type, tag) = ReadTag();
                properties = properties with { Type = type, Tag = tag };
            }

            properties = properties with { Start = start, End = _pos };
            if (_failed || IsBreak(_pos))
                break;
            SkipBlanks();
        }

        if (properties.Any && !_failed)
            _end = properties.End;
        return properties;
    }

    private string ReadAnchorName()
    {
        var start = ++_pos;
        while (!IsBlank(_pos) && _text[_pos] is not (',' or '[' or ']' or '{' or '}') && !(_text[_pos] == ':' && IsBlank(_pos + 1)))
            _pos++;
        if (_pos == start)
            Fail(start - 1, 1, "did not find expected alphabetic or numeric character", "a name belongs after this character", "quote the value if it is meant to begin with it");
        return _failed ? "" : _text[start.._pos];
    }

    private (string? Type, YamlTag Tag) ReadTag()
    {
        var start = _pos;
        string name;
        if (_pos + 1 < _text.Length && _text[_pos + 1] == '<')
        {
            var close = _text.AsSpan(_pos, LineEnd(_pos) - _pos).IndexOf('>');
            if (close < 0)
                Fail(_pos, 2, "did not find the expected '>'", "a tag without its end");
            if (_failed)
                return default;
            name = _text.Substring(_pos + 2, close - 2);
            _pos += close + 1;
        }
        else
        {
            while (!IsBlank(_pos) && _text[_pos] is not (',' or '[' or ']' or '{' or '}'))
                _pos++;
            name = WithHandle(_text[start.._pos], start);
        }

        return name switch
        {
            "!reset" => (null, YamlTag.Reset),
            // Like every tag that is not one of YAML: a scalar that has it is a text, whatever it looks like.
            "!override" => (name, YamlTag.Override),
            "!" => default,
            _ => (name.StartsWith(TypePrefix, StringComparison.Ordinal) ? "!!" + name[TypePrefix.Length..] : name, YamlTag.None),
        };
    }

    private const string TypePrefix = "tag:yaml.org,2002:";

    private string WithHandle(string tag, int start)
    {
        var second = tag.IndexOf('!', 1);
        var handle = second < 0 ? "!" : tag[..(second + 1)];
        if (_tagHandles.TryGetValue(handle, out var prefix))
            return prefix + tag[handle.Length..];
        if (handle == "!!")
            return TypePrefix + tag[2..];
        if (handle != "!")
            Fail(start, tag.Length, "found undefined tag handle", $"no %TAG line defines {handle}");
        return tag;
    }

    private static Properties Both(Properties outer, Properties own) => !outer.Any ? own : !own.Any ? outer : outer with
    {
        Anchor = own.Anchor ?? outer.Anchor,
        AnchorSpan = own.Anchor is null ? outer.AnchorSpan : own.AnchorSpan,
        Type = own.Type ?? outer.Type,
        Tag = own.Tag == YamlTag.None ? outer.Tag : own.Tag,
        End = own.End,
    };

    private YamlScalar Finish(Properties properties, YamlScalar scalar)
    {
        _nodes++;
        var node = properties.Tag == YamlTag.None ? scalar : scalar.WithTag(properties.Tag);
        if (properties.Anchor is { } anchor)
            _anchors[anchor] = new Anchor(node, 1, properties.AnchorSpan);
        return node;
    }

    /// <summary>A node that has properties and nothing else.</summary>
    private YamlScalar FinishAbsent(Properties properties) => Finish(properties, Resolve(new RawScalar(properties.End, properties.End, "", true), properties));

    /// <summary>An anchor is known from its place on, so that an alias inside is seen to be a cycle.</summary>
    private long Open(Properties properties)
    {
        if (properties.Anchor is { } anchor)
            _anchors[anchor] = new Anchor(null, 0, properties.AnchorSpan);
        return _nodes++ + _aliased;
    }

    private T Close<T>(Properties properties, long mark, T node) where T : YamlNode
    {
        if (properties.Anchor is { } anchor)
            _anchors[anchor] = new Anchor(node, _nodes + _aliased - mark, properties.AnchorSpan);
        return node;
    }

    private YamlNode ReadAlias(Properties properties)
    {
        var start = _pos;
        var name = ReadAnchorName();
        if (_failed)
            return Null(start);
        var span = Span(start, _pos);
        _end = _pos;
        if (properties.Any)
            return Fail(properties.Start, properties.End - properties.Start, "did not find expected node content", "an alias has no anchor or tag of its own");
        if (!_anchors.TryGetValue(name, out var anchor))
        {
            _diagnostics.Add(YamlProblems.Anchor(span, name, SimilarAnchor(name)));
            return _unresolved = Null(start);
        }

        if (anchor.Node is null)
        {
            _diagnostics.Add(YamlProblems.Cycle(_source, span, name, anchor.Span));
            return _unresolved = Null(start);
        }

        _aliased += anchor.Size;
        if (_aliased > AliasAllowance + (2L * _text.Length))
            return Fail(YamlProblems.Parsed(YamlProblems.ExcessiveAliases, _source, span, "yaml: document contains excessive aliasing", "the aliases up to here stand for too many values"));
        return anchor.Node;
    }

    private string? SimilarAnchor(string name)
    {
        foreach (var known in _anchors.Keys)
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return $"did you mean \"*{known}\"?";
        return _anchors.Count == 0 ? "quote the value if it is meant to begin with an asterisk" : null;
    }
}
