using System.Buffers;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Plain and quoted scalars, and what all scalars share.</summary>
internal sealed partial class YamlParser
{
    private static readonly SearchValues<char> s_plainStops = SearchValues.Create(":# \t\r\n");
    private static readonly SearchValues<char> s_flowPlainStops = SearchValues.Create(":# \t\r\n,[]{}");
    private static readonly SearchValues<char> s_doubleStops = SearchValues.Create("\"\\ \t\r\n");
    private static readonly SearchValues<char> s_singleStops = SearchValues.Create("' \t\r\n");

    private readonly StringBuilder _buffer = new();
    private int _flowDepth;

    /// <summary>A scalar on its own line or not, a flow collection, or an alias. Plain text goes on over lines deeper than the indent.</summary>
    private Content ReadContent(int indent, Properties properties)
    {
        switch (Current)
        {
            case '"':
                return new Content(null, ReadDoubleQuoted());
            case '\'':
                return new Content(null, ReadSingleQuoted());
            case '[' or '{':
                return new Content(ReadFlowCollection(properties), default);
            case '*':
                return new Content(ReadAlias(properties), default);
            case '@' or '`' or '%':
                return new Content(Fail(_pos, 1, "found character that cannot start any token", $"no plain text begins with {Current}", "put the text in quotes"), default);
            case ']' or '}' or ',':
                return new Content(Fail(_pos, 1, "did not find expected node content", "closes or separates nothing", "put the text in quotes if it belongs to it"), default);
            case '|' or '>':
                return new Content(Fail(_pos, 1, "found character that cannot start any token", $"no plain text begins with {Current}", "put the text in quotes"), default);
            default:
                return new Content(null, ReadPlain(indent));
        }
    }

    private YamlScalar Resolve(RawScalar raw, Properties properties)
    {
        var span = Span(raw.Start, raw.End);
        var text = raw.Text is null ? _text.AsSpan(raw.Start, raw.End - raw.Start) : raw.Text;
        if (properties.Type is null)
        {
            return raw.Plain && ScalarResolver.MayBeOther(text)
                ? ScalarResolver.Resolve(span, text, timestamps: true) ?? YamlScalar.String(span, raw.Text ?? text.ToString())
                : YamlScalar.String(span, raw.Text ?? text.ToString());
        }

        return ResolveTagged(span, raw.Text ?? text.ToString(), properties.Type);
    }

    private YamlScalar ResolveTagged(SourceSpan span, string text, string type)
    {
        if (type == "!!binary")
            return ReadBinary(span, text);
        var known = type is "!!int" or "!!float" or "!!bool" or "!!null" or "!!timestamp";
        if (!known)
            return YamlScalar.String(span, text);
        var value = ScalarResolver.Resolve(span, text, timestamps: type == "!!timestamp") ?? YamlScalar.String(span, text);
        if (ScalarResolver.TypeOf(value.Kind) == type)
            return value;
        if (type == "!!float" && value.Kind == ScalarKind.Integer)
            return new YamlScalar(span, ScalarKind.Float, GoText.Float(value.Number), value.Number);
        _diagnostics.Add(YamlProblems.Tag(_source, span, ScalarResolver.TypeOf(value.Kind), text, type));
        return value;
    }

    private YamlScalar ReadBinary(SourceSpan span, string text)
    {
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length))
            return YamlScalar.String(span, Encoding.UTF8.GetString(bytes, 0, length));
        _diagnostics.Add(YamlProblems.Base64(_source, span));
        return YamlScalar.String(span, "");
    }

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
