namespace Compose.Files.Yaml;

/// <summary>Literal and folded block scalars.</summary>
internal sealed partial class YamlParser
{
    private RawScalar ReadBlockScalar(int parent)
    {
        var start = _pos;
        var folded = Current == '>';
        _pos++;
        var (chomp, increment) = ReadBlockHeader();
        if (_failed)
            return default;
        var indent = increment == 0 ? 0 : Math.Max(parent, 0) + increment;
        _buffer.Clear();
        _end = _pos;
        if (AtEnd)
            return EndBlockScalar(start, chomp, isEmpty: true, 0);
        SkipBreak();
        _end = _pos;
        var breaks = SkipBlockBreaks(ref indent, parent);
        var leading = true;
        var wasBlank = false;
        while (!AtEnd && !_failed && Column == indent && !(indent == 0 && AtAnyMarker()))
        {
            // The first character decides whether folding may join this line to the one before: indented lines stay lines.
            var blank = Current is ' ' or '\t';
            if (leading)
                _buffer.Append('\n', breaks);
            else if (folded && !wasBlank && !blank)
                AppendFold(breaks);
            else
                _buffer.Append('\n', breaks);
            leading = false;
            wasBlank = blank;
            var end = LineEnd(_pos);
            _buffer.Append(_text, _pos, end - _pos);
            _pos = _end = end;
            if (AtEnd)
                return EndBlockScalar(start, chomp, leading, 0);
            SkipBreak();
            breaks = 1 + SkipBlockBreaks(ref indent, parent);
        }

        // The line that is no longer part of it is looked at anew, from its start.
        _pos = _failed ? _pos : _lineStart;
        return EndBlockScalar(start, chomp, leading, breaks);
    }

    private RawScalar EndBlockScalar(int start, int chomp, bool isEmpty, int breaks)
    {
        var kept = chomp > 0 ? breaks : chomp < 0 || isEmpty ? 0 : Math.Min(breaks, 1);
        _buffer.Append('\n', kept);
        return new RawScalar(start, Math.Max(_end, start + 1), _buffer.ToString(), false);
    }

    private (int Chomp, int Increment) ReadBlockHeader()
    {
        var chomp = 0;
        var increment = 0;
        while (Current is '+' or '-' or (>= '0' and <= '9'))
        {
            if (Current is '+' or '-' && chomp == 0)
                chomp = Current == '+' ? 1 : -1;
            else if (Current is >= '1' and <= '9' && increment == 0)
                increment = Current - '0';
            else
                Fail(_pos, 1, Current == '0' ? "found an indentation indicator equal to 0" : "did not find expected comment or line break", "after | or > stand at most one digit from 1 to 9 and one of + and -");
            _pos++;
        }

        SkipBlanks();
        if (!AtEnd && Current == '#')
            _pos = LineEnd(_pos);
        if (!AtEnd && !IsBreak(_pos))
            Fail(_pos, TokenLength(), "did not find expected comment or line break", "the text begins on the next line");
        return (chomp, increment);
    }

    /// <summary>
    /// Moves over blank lines and the indentation of the next line; counts the breaks. An indent of 0 is not known yet: the first line that is not blank
    /// tells it.
    /// </summary>
    private int SkipBlockBreaks(ref int indent, int parent)
    {
        var breaks = 0;
        var longest = 0;
        while (true)
        {
            while (_pos < _text.Length && _text[_pos] == ' ' && (indent == 0 || Column < indent))
                _pos++;
            longest = Math.Max(longest, Column);
            if (indent == 0 && Current == '\t' && Column <= parent)
                Fail(_pos, 1, "found a tab character where an indentation space is expected", "a tab cannot indent a line", "indent with spaces");
            if (AtEnd || !IsBreak(_pos))
                break;
            SkipBreak();
            breaks++;
        }

        if (indent == 0)
            indent = Math.Max(Math.Max(longest, parent + 1), 1);
        return breaks;
    }
}
