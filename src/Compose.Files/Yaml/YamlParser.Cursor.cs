using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Moving over white space and comments, looking ahead, and reporting.</summary>
internal sealed partial class YamlParser
{
    /// <summary>Moves to the next token, over blanks, comments and line breaks.</summary>
    private void SkipToToken()
    {
        // Collections that end in one place ask one after another; what was found about the token is kept.
        if (_pos == _token)
            return;
        _fresh = _pos == _lineStart;
        _tab = -1;
        while (_pos < _text.Length)
        {
            switch (_text[_pos])
            {
                case ' ':
                    _pos++;
                    break;
                case '\t':
                    if (_fresh && _tab < 0)
                        _tab = _pos;
                    _pos++;
                    break;
                case '\n' or '\r':
                    SkipBreak();
                    _fresh = true;
                    _tab = -1;
                    break;
                case '#':
                    _pos = LineEnd(_pos);
                    break;
                default:
                    _token = _pos;
                    return;
            }
        }

        _token = _pos;
    }

    private void SkipBlanks()
    {
        while (_pos < _text.Length && _text[_pos] is ' ' or '\t')
            _pos++;
    }

    private void SkipBreak()
    {
        _pos += _text[_pos] == '\r' && _pos + 1 < _text.Length && _text[_pos + 1] == '\n' ? 2 : 1;
        _lineStart = _pos;
    }

    private int LineEnd(int from)
    {
        var length = _text.AsSpan(from).IndexOfAny('\n', '\r');
        return length < 0 ? _text.Length : from + length;
    }

    /// <summary>White space, a line break or the end.</summary>
    private bool IsBlank(int at) => at >= _text.Length || _text[at] is ' ' or '\t' or '\n' or '\r';

    private bool IsBreak(int at) => at < _text.Length && _text[at] is '\n' or '\r';

    /// <summary>Three dashes or dots at the start of a line, and nothing else.</summary>
    private bool AtMarker(char mark) =>
        Column == 0 && _pos + 2 < _text.Length && _text[_pos] == mark && _text[_pos + 1] == mark && _text[_pos + 2] == mark && IsBlank(_pos + 3);

    private bool AtAnyMarker() => Column == 0 && _pos < _text.Length && _text[_pos] is '-' or '.' && (AtMarker('-') || AtMarker('.'));

    private bool AtIndicator(char indicator) => Current == indicator && IsBlank(_pos + 1);

    private int TokenLength()
    {
        var end = _pos;
        while (!IsBlank(end))
            end++;
        return Math.Max(1, end - _pos);
    }

    private YamlScalar FailTab() =>
        Fail(_tab, 1, "found character that cannot start any token", "a tab cannot indent a line", "indent with spaces");

    private YamlScalar Fail(int at, int length, string message, string label, string? help = null, Label? related = null)
    {
        var problem = YamlProblems.At(YamlProblems.Syntax, _source, Span(at, Math.Min(at + length, _text.Length)), message, label, help);
        return Fail(related is null ? problem : problem with { Related = [related] });
    }

    /// <summary>Reports the first mistake and ends the reading. The null is for callers that owe a node.</summary>
    private YamlScalar Fail(Diagnostic problem)
    {
        if (!_failed)
            _diagnostics.Add(problem);
        _failed = true;
        _pos = _text.Length;
        return Null(_pos);
    }
}
