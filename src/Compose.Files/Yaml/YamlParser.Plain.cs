using System.Buffers;

namespace Compose.Files.Yaml;

/// <summary>Scalars without quotes.</summary>
internal sealed partial class YamlParser
{
    private static readonly SearchValues<char> s_plainStops = SearchValues.Create(":# \t\r\n");
    private static readonly SearchValues<char> s_flowPlainStops = SearchValues.Create(":# \t\r\n,[]{}");

    private RawScalar ReadPlain(int indent)
    {
        var start = _pos;
        if (Current is '-' or '?' or ':' && !IsPlainAfterIndicator())
        {
            Fail(_pos, 1, "did not find expected node content", $"{Current} begins no plain text here", "put the text in quotes");
            return default;
        }

        var end = ScanPlainLine();
        _end = end;
        string? text = null;
        while (IsBreak(_pos) && !_failed)
        {
            var line = _pos;
            var lineStart = _lineStart;
            var breaks = SkipPlainBreaks(indent);
            if (breaks == 0)
            {
                _pos = line;
                _lineStart = lineStart;
                break;
            }

            if (text is null)
                _buffer.Clear().Append(_text, start, end - start);
            text = "";
            AppendFold(breaks);
            var from = _pos;
            end = ScanPlainLine();
            _buffer.Append(_text, from, end - from);
            _end = end;
        }

        if (_failed)
            return default;
        _pos = end;
        return new RawScalar(start, end, text is null ? null : _buffer.ToString(), true);
    }

    private bool IsPlainAfterIndicator() => !IsBlank(_pos + 1) && !(_flowDepth > 0 && _text[_pos + 1] is ',' or '[' or ']' or '{' or '}' && _text[_pos] != '-');

    /// <summary>Moves over plain text to the end of its line, or to what ends it; returns where the text ends, without blanks behind it.</summary>
    private int ScanPlainLine()
    {
        var end = _pos;
        while (_pos < _text.Length)
        {
            var stop = _text.AsSpan(_pos).IndexOfAny(_flowDepth > 0 ? s_flowPlainStops : s_plainStops);
            _pos = stop < 0 ? _text.Length : _pos + stop;
            if (stop != 0)
                end = _pos;
            if (AtEnd)
                break;
            var c = _text[_pos];
            if (c is ' ' or '\t')
            {
                _pos++;
            }
            else if (c == '#' ? _pos > 0 && _text[_pos - 1] is not (' ' or '\t') : c == ':' && !EndsPlain(_pos + 1))
            {
                end = ++_pos;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private bool EndsPlain(int afterColon) => IsBlank(afterColon) || (_flowDepth > 0 && _text[afterColon] is ',' or '[' or ']' or '{' or '}');

    /// <summary>Line breaks between two lines of one plain scalar; 0 when the next line is no part of it.</summary>
    private int SkipPlainBreaks(int indent)
    {
        var breaks = 0;
        var tab = -1;
        while (_pos < _text.Length && IsBlank(_pos))
        {
            if (IsBreak(_pos))
            {
                breaks++;
                SkipBreak();
                tab = -1;
                continue;
            }

            if (_text[_pos] == '\t' && tab < 0)
                tab = _pos;
            _pos++;
        }

        if (AtEnd || Current == '#' || AtAnyMarker())
            return 0;
        if (_flowDepth > 0)
            return Current is ',' or '[' or ']' or '{' or '}' || (Current == ':' && EndsPlain(_pos + 1)) ? 0 : breaks;
        if (tab >= 0 && tab - _lineStart <= indent)
        {
            Fail(tab, 1, "found a tab character that violates indentation", "a tab cannot indent a line", "indent with spaces");
            return 0;
        }

        return Column > indent ? breaks : 0;
    }

    private void AppendFold(int breaks)
    {
        if (breaks == 1)
            _buffer.Append(' ');
        else
            _buffer.Append('\n', breaks - 1);
    }
}
