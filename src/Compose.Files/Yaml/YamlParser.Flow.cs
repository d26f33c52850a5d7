using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>What is nested by brackets and braces.</summary>
internal sealed partial class YamlParser
{
    private YamlNode ReadFlowCollection(Properties properties)
    {
        var opened = _pos;
        var mark = Open(properties);
        Enter();
        _flowDepth++;
        YamlNode node = _failed ? Null(opened) : Current == '[' ? ReadFlowSequence(opened, properties.Tag) : ReadFlowMapping(opened, properties.Tag);
        _flowDepth--;
        _depth--;
        return Close(properties, mark, node);
    }

    private YamlSequence ReadFlowSequence(int opened, YamlTag tag)
    {
        var items = _items.Count;
        _pos++;
        while (!AtFlowEnd(opened, ']'))
        {
            _path.Add(new PathStep(null, _items.Count - items));
            _items.Add(ReadFlowItem());
            _path.RemoveAt(_path.Count - 1);
            Separate(opened, ']');
        }

        return new YamlSequence(Span(opened, CloseFlow()), TakeItems(items), tag);
    }

    private YamlMapping ReadFlowMapping(int opened, YamlTag tag)
    {
        var draft = new MappingDraft(_entries.Count);
        _pos++;
        while (!AtFlowEnd(opened, '}'))
        {
            ReadFlowPair(ref draft);
            Separate(opened, '}');
        }

        var end = CloseFlow();
        return Complete(ref draft, Span(opened, end), tag);
    }

    /// <summary>Moves to the next token inside brackets; true at the closing one, and after a mistake.</summary>
    private bool AtFlowEnd(int opened, char close)
    {
        SkipToToken();
        if (!_failed && (AtEnd || (_fresh && AtAnyMarker())))
            FailOpen(opened, close);
        return _failed || Current == close;
    }

    private int CloseFlow()
    {
        if (!_failed)
            _end = ++_pos;
        return _end;
    }

    private void Separate(int opened, char close)
    {
        SkipToToken();
        if (_failed || Current == close)
            return;
        if (AtEnd || (_fresh && AtAnyMarker()))
            FailOpen(opened, close);
        else if (Current == ',')
            _pos++;
        else
            Fail(_pos, 1, $"did not find expected ',' or '{close}'", "a comma or the closing bracket is missing before it", related: new Label(Span(opened, opened + 1), "opened here"));
    }

    private void FailOpen(int opened, char close) =>
        Fail(opened, 1, $"did not find expected ',' or '{close}'", "this bracket is never closed");

    /// <summary>An item of a flow sequence: a node, or a pair that is a mapping of its own.</summary>
    private YamlNode ReadFlowItem()
    {
        var start = _pos;
        if (AtIndicator('?'))
            return ReadFlowPairMapping(start);
        var line = _lineStart;
        var properties = ReadFlowProperties();
        if (properties.Any && Current is ',' or ']')
            return FinishAbsent(properties);
        var content = ReadContent(-1, properties);
        var end = _pos;
        SkipToToken();
        if (_failed)
            return Null(start);
        if (!AtFlowColon() || line != _lineStart)
        {
            if (AtFlowColon())
                return Fail(_pos, 1, "did not find expected ',' or ']'", "the key of this colon begins on an earlier line");
            _pos = end;
            _lineStart = line > end ? line : LineStartOf(end);
            return content.Node ?? Finish(properties, Resolve(content.Scalar, properties));
        }

        var draft = new MappingDraft(_entries.Count);
        ReadFlowValue(ref draft, KeyOf(content, properties));
        return Complete(ref draft, Span(start, _end), YamlTag.None);
    }

    private YamlMapping ReadFlowPairMapping(int start)
    {
        var draft = new MappingDraft(_entries.Count);
        ReadFlowPair(ref draft);
        return Complete(ref draft, Span(start, _end), YamlTag.None);
    }

    private bool AtFlowColon() => Current == ':';

    private int LineStartOf(int at)
    {
        var before = _text.AsSpan(0, at).LastIndexOfAny('\n', '\r');
        return before < 0 && _text.StartsWith('\uFEFF') ? 1 : before + 1;
    }

    private Properties ReadFlowProperties()
    {
        var properties = ReadProperties();
        if (properties.Any)
            SkipToToken();
        return properties;
    }

    private void ReadFlowPair(ref MappingDraft draft)
    {
        var marked = AtIndicator('?');
        if (marked)
        {
            _pos++;
            SkipToToken();
        }

        if (AtFlowColon() && IsBlank(_pos + 1))
        {
            ReadFlowValue(ref draft, MissingKey());
            return;
        }

        var properties = ReadFlowProperties();
        var line = _lineStart;
        var content = ReadContent(-1, properties);
        var key = KeyOf(content, properties);
        SkipToToken();
        if (AtFlowColon() && line != _lineStart && !marked)
            Fail(_pos, 1, "did not find expected ',' or '}'", "the key of this colon begins on an earlier line", "a comma may be missing there");
        else if (AtFlowColon())
            ReadFlowValue(ref draft, key);
        else if (!_failed && Declare(ref draft, key))
            Add(ref draft, key, Null(_end));
    }

    /// <summary>The value from its colon on.</summary>
    private void ReadFlowValue(ref MappingDraft draft, Key key)
    {
        if (_failed)
            return;
        var known = Declare(ref draft, key);
        _pos++;
        _end = _pos;
        _path.Add(new PathStep(key.Text, 0));
        SkipToToken();
        YamlNode value;
        if (AtEnd || Current is ',' or '}' or ']')
        {
            value = Null(_end);
        }
        else
        {
            var properties = ReadFlowProperties();
            if (properties.Any && Current is ',' or '}' or ']')
            {
                value = FinishAbsent(properties);
            }
            else
            {
                var content = ReadContent(-1, properties);
                value = content.Node ?? Finish(properties, Resolve(content.Scalar, properties));
            }
        }

        _path.RemoveAt(_path.Count - 1);
        if (known)
            Add(ref draft, key, value);
    }
}
