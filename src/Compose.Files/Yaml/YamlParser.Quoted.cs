using System.Buffers;
using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Scalars in single and in double quotes.</summary>
internal sealed partial class YamlParser
{
    private static readonly SearchValues<char> s_doubleStops = SearchValues.Create("\"\\ \t\r\n");
    private static readonly SearchValues<char> s_singleStops = SearchValues.Create("' \t\r\n");

    private RawScalar ReadSingleQuoted()
    {
        var start = _pos++;
        var close = _text.AsSpan(_pos).IndexOfAny(s_singleStops);
        _buffer.Clear();
        while (!_failed)
        {
            var stop = close < 0 ? _text.Length : _pos + close;
            _buffer.Append(_text, _pos, stop - _pos);
            _pos = stop;
            if (AtEnd)
                return FailUnclosed(start);
            if (Current != '\'')
            {
                ReadQuotedBlanks(start);
            }
            else if (_pos + 1 < _text.Length && _text[_pos + 1] == '\'')
            {
                _buffer.Append('\'');
                _pos += 2;
            }
            else
            {
                _end = ++_pos;
                return new RawScalar(start, _pos, _buffer.ToString(), false);
            }

            close = _text.AsSpan(_pos).IndexOfAny(s_singleStops);
        }

        return default;
    }

    private RawScalar FailUnclosed(int start)
    {
        Fail(start, LineEnd(start) - start, "found unexpected end of stream", "this quote is never closed", "a quote inside single quotes is doubled, inside double quotes it needs a backslash before it");
        return default;
    }

    /// <summary>Blanks inside quotes: kept within a line, folded around line breaks.</summary>
    private void ReadQuotedBlanks(int start)
    {
        var from = _pos;
        SkipBlanks();
        if (AtEnd || !IsBreak(_pos))
        {
            _buffer.Append(_text, from, _pos - from);
            return;
        }

        AppendFold(SkipQuotedBreaks(start));
    }

    private int SkipQuotedBreaks(int start)
    {
        var breaks = 0;
        while (_pos < _text.Length && IsBlank(_pos))
        {
            if (!IsBreak(_pos))
            {
                _pos++;
                continue;
            }

            breaks++;
            SkipBreak();
            if (AtAnyMarker())
                Fail(_pos, 3, "found unexpected document indicator", "a document ends here, and a quote is still open", related: new Label(Span(start, start + 1), "opened here"));
        }

        return breaks;
    }

    private RawScalar ReadDoubleQuoted()
    {
        var start = _pos++;
        _buffer.Clear();
        while (!_failed)
        {
            var stop = _text.AsSpan(_pos).IndexOfAny(s_doubleStops);
            var to = stop < 0 ? _text.Length : _pos + stop;
            _buffer.Append(_text, _pos, to - _pos);
            _pos = to;
            if (AtEnd)
                return FailUnclosed(start);
            if (Current == '"')
            {
                _end = ++_pos;
                return new RawScalar(start, _pos, _buffer.ToString(), false);
            }

            if (Current == '\\')
                ReadEscape(start);
            else
                ReadQuotedBlanks(start);
        }

        return default;
    }

    private void ReadEscape(int start)
    {
        var c = _pos + 1 < _text.Length ? _text[_pos + 1] : '\0';
        if (c is '\n' or '\r')
        {
            _pos++;
            var breaks = SkipQuotedBreaks(start);
            _buffer.Append('\n', breaks - 1);
            return;
        }

        if (c is 'x' or 'u' or 'U')
        {
            ReadCodePoint(c switch { 'x' => 2, 'u' => 4, _ => 8 });
            return;
        }

        var at = EscapeLetters.IndexOf(c);
        if (at < 0)
        {
            Fail(_pos, 2, "found unknown escape character", "not an escape of YAML", "double the backslash, or use single quotes");
            return;
        }

        _buffer.Append(EscapeValues[at]);
        _pos += 2;
    }

    private const string EscapeLetters = "0abt\tnvfre \"'/\\N_LP";
    private const string EscapeValues = "\0\a\b\t\t\n\v\f\r\u001b \"'/\\\u0085\u00a0\u2028\u2029";

    private void ReadCodePoint(int digits)
    {
        var value = 0L;
        var end = Math.Min(_pos + 2 + digits, _text.Length);
        for (var i = _pos + 2; i < end; i++)
            value = char.IsAsciiHexDigit(_text[i]) ? (value * 16) + Convert.ToInt32(_text[i].ToString(), 16) : long.MinValue;
        if (end - _pos < 2 + digits || value < 0)
        {
            Fail(_pos, 2, "did not find expected hexdecimal number", $"{digits} hexadecimal digits belong after it");
            return;
        }

        if (value > 0x10FFFF)
        {
            Fail(_pos, 2 + digits, "found invalid Unicode character escape code", "no such character");
            return;
        }

        // Halves of a surrogate pair come as two escapes (writers of JSON do that); together they are one character.
        if (value > 0xFFFF)
            _buffer.Append(char.ConvertFromUtf32((int)value));
        else
            _buffer.Append((char)value);
        _pos = end;
    }
}
