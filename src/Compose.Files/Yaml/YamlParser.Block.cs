namespace Compose.Files.Yaml;

/// <summary>What is nested by indentation.</summary>
internal sealed partial class YamlParser
{
    /// <summary>
    /// The node after an indicator, or at the start of a document. <paramref name="indent"/> is the column of the collection around it;
    /// <paramref name="compact"/> lets a collection begin on the indicator's own line; <paramref name="indentless"/> lets the dashes of a list stand
    /// in the column of the key that it belongs to.
    /// </summary>
    private YamlNode ReadBlockNode(int indent, bool compact, bool indentless)
    {
        var after = _pos;
        SkipToToken();
        if (IsAbsent(indent, indentless))
            return Null(after);
        if (_tab >= 0)
            return FailTab();

        var place = new Place(_pos, Column, compact || _fresh);
        var own = ReadProperties();
        if (!own.Any)
            return ReadBlockContent(indent, default, default, place);

        SkipToToken();
        if (IsAbsent(indent, indentless))
            return FinishAbsent(own);
        if (!_fresh)
            return ReadBlockContent(indent, default, own, place);

        // Properties alone on their line are those of all that follows, so a first key may have its own.
        place = new Place(_pos, Column, true);
        var inner = ReadProperties();
        if (inner.Any)
        {
            SkipToToken();
            if (_fresh)
                return Fail(place.Start, 1, "did not find expected node content", "the node has an anchor or a tag already");
        }

        return ReadBlockContent(indent, own, inner, place);
    }

    /// <summary>Nothing stands here for the node: the end, a marker, or a line that belongs to a collection further out.</summary>
    private bool IsAbsent(int indent, bool indentless) =>
        AtEnd || (_fresh && (AtAnyMarker() || (Column <= indent && !(indentless && Column == indent && AtIndicator('-')))));

    /// <summary>
    /// What stands after the properties: <paramref name="outer"/> belong to the whole (they stood on a line before), <paramref name="own"/> to the first key,
    /// if there turns out to be one.
    /// </summary>
    private YamlNode ReadBlockContent(int indent, Properties outer, Properties own, Place place)
    {
        if (AtIndicator('-') && !own.Any && place.CanOpen)
            return ReadBlockSequence(place.Column, outer, indentless: place.Column == indent);
        if (AtIndicator('-'))
            return Fail(_pos, 1, "block sequence entries are not allowed in this context", "a list begins on a line of its own");
        if (AtIndicator('?') || AtIndicator(':'))
        {
            return place.CanOpen && !own.Any
                ? ReadBlockMapping(place, outer, default)
                : Fail(_pos, 1, "mapping keys are not allowed in this context", "a mapping begins on a line of its own");
        }

        var all = Both(outer, own);
        if (Current is '|' or '>')
            return Finish(all, Resolve(ReadBlockScalar(indent), all));

        var line = _lineStart;
        var content = ReadContent(indent, all);
        var end = _pos;
        SkipBlanks();
        if (AtIndicator(':'))
        {
            return place.CanOpen && line == _lineStart && end - place.Start <= MaxKeyLength
                ? ReadBlockMapping(place, outer, KeyOf(content, own))
                : FailValue(content, line);
        }

        _pos = end;
        return content.Node ?? Finish(all, Resolve(content.Scalar, all));
    }

    private YamlScalar FailValue(Content content, int line)
    {
        var help = line != _lineStart && content.Scalar.Plain
            ? "the text goes on from the line before; if this is a key, indent it as the keys before it are"
            : "quote the value if the colon belongs to it";
        return Fail(_pos, 1, "mapping values are not allowed in this context", "this colon makes a key of what stands before it, and no key may stand here", help);
    }

    private YamlSequence ReadBlockSequence(int column, Properties properties, bool indentless)
    {
        var start = _pos;
        var items = _items.Count;
        var mark = Open(properties);
        Enter();
        while (!_failed)
        {
            _pos++;
            _end = _pos;
            _path.Add(new PathStep(null, _items.Count - items));
            var item = ReadBlockNode(column, compact: true, indentless: false);
            _path.RemoveAt(_path.Count - 1);
            _items.Add(item);
            SkipToToken();
            if (!GoesOn(column))
                break;
            if (AtIndicator('-') && _fresh && Column == column)
                continue;
            if (!indentless || !_fresh || Column != column)
                Fail(_pos, TokenLength(), "did not find expected '-' indicator", "no item of the list before it", "every item of a list begins with a dash in the same column");
            break;
        }

        _depth--;
        return Close(properties, mark, new YamlSequence(Span(start, _end), TakeItems(items), properties.Tag));
    }

    /// <summary>What comes next still belongs to the collection of this column, rightly or not.</summary>
    private bool GoesOn(int column)
    {
        if (AtEnd || (_fresh && (AtAnyMarker() || Column < column)))
            return false;
        if (_tab >= 0)
            FailTab();
        return !_failed;
    }

    private YamlMapping ReadBlockMapping(Place place, Properties properties, Key key)
    {
        var draft = new MappingDraft(_entries.Count);
        var mark = Open(properties);
        Enter();
        while (!_failed)
        {
            var marked = AtIndicator('?');
            if (marked)
                key = ReadMarkedKey(place.Column);
            ReadBlockEntry(ref draft, key, place.Column, marked);
            SkipToToken();
            if (_failed || !GoesOn(place.Column))
                break;
            key = ReadBlockKey(place.Column);
        }

        _depth--;
        return Close(properties, mark, Complete(ref draft, Span(place.Start, _end), properties.Tag));
    }

    private Key ReadMarkedKey(int column)
    {
        _pos++;
        var key = KeyOf(new Content(ReadBlockNode(column, compact: true, indentless: false), default), default);
        SkipToToken();
        return key;
    }

    private void ReadBlockEntry(ref MappingDraft draft, Key key, int column, bool marked)
    {
        if (_failed)
            return;
        if (key.Text is null)
            key = MissingKey();
        var known = Declare(ref draft, key);
        YamlNode value;
        if (AtIndicator(':') && (!marked || (_fresh && Column == column)))
        {
            _pos++;
            _end = _pos;
            _path.Add(new PathStep(key.Text, 0));
            value = ReadBlockNode(column, compact: marked, indentless: true);
            _path.RemoveAt(_path.Count - 1);
        }
        else
        {
            value = Null(_end);
        }

        if (known)
            Add(ref draft, key, value);
    }

    /// <summary>The next key of a mapping, up to its colon. A question mark or a bare colon is left to the caller.</summary>
    private Key ReadBlockKey(int column)
    {
        if (Column != column || !_fresh || AtIndicator('-'))
            return FailKey(column);
        if (AtIndicator('?') || AtIndicator(':'))
            return default;
        var start = _pos;
        var line = _lineStart;
        var own = ReadProperties();
        if (own.Any)
            SkipBlanks();
        var content = ReadContent(column, own);
        var end = _pos;
        SkipBlanks();
        if (_failed)
            return default;
        if (!AtIndicator(':') || line != _lineStart || end - start > MaxKeyLength)
            return FailColon(start, line, end);
        return KeyOf(content, own);
    }

    private Key FailKey(int column)
    {
        if (!_fresh)
            Fail(_pos, TokenLength(), "did not find expected key", "nothing may follow the value on its line", "quote the whole value if this is a part of it");
        else if (AtIndicator('-'))
            Fail(_pos, 1, "did not find expected key", "a list item among the keys of a mapping");
        else
            Fail(_pos, TokenLength(), "did not find expected key", "indented differently from the keys before it", $"those begin in column {column + 1}, this one in column {Column + 1}");
        return default;
    }

    private Key FailColon(int start, int line, int end)
    {
        if (AtIndicator(':') && line == _lineStart)
            Fail(start, end - start, "could not find expected ':'", $"a key longer than {MaxKeyLength} characters");
        else
            Fail(start, (line == _lineStart ? end : LineEnd(start)) - start, "could not find expected ':'", "a key without a colon", "write `key: value`, with a space after the colon");
        return default;
    }
}
