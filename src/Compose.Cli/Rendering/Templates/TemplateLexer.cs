using System.Text;

namespace Compose.Cli.Rendering.Templates;

/// <summary>A template as tokens. `{{-` and `-}}` take the white space of the text beside them with them.</summary>
internal sealed class TemplateLexer(string source)
{
    private readonly List<TemplateToken> _tokens = [];
    private int _pos;

    public List<TemplateToken> Run()
    {
        var trimStart = false;
        while (_pos < source.Length)
        {
            var open = source.IndexOf("{{", _pos, StringComparison.Ordinal);
            var end = open < 0 ? source.Length : open;
            var trimEnd = open >= 0 && IsTrim(open + 2, after: true);
            AddText(_pos, end, trimStart, trimEnd);
            if (open < 0)
                break;
            _pos = open + (trimEnd ? 3 : 2);
            trimStart = Action(open);
        }

        _tokens.Add(new TemplateToken(TokenKind.End, "", source.Length, 0));
        return _tokens;
    }

    private bool IsTrim(int at, bool after) =>
        at < source.Length && source[at] == '-'
            && (after ? at + 1 < source.Length && char.IsWhiteSpace(source[at + 1]) : at > 0 && char.IsWhiteSpace(source[at - 1]));

    private void AddText(int from, int to, bool trimStart, bool trimEnd)
    {
        var text = source[from..to];
        text = trimStart ? text.TrimStart() : text;
        text = trimEnd ? text.TrimEnd() : text;
        if (text.Length > 0)
            _tokens.Add(new TemplateToken(TokenKind.Text, text, from, to - from));
    }

    /// <summary>Reads up to the closing braces; true when they trim what follows.</summary>
    private bool Action(int open)
    {
        if (source.AsSpan(_pos).TrimStart().StartsWith("/*"))
            return Comment(open);
        _tokens.Add(new TemplateToken(TokenKind.Open, "{{", open, 2));
        while (_pos < source.Length)
        {
            if (char.IsWhiteSpace(source[_pos]))
            {
                _pos++;
                continue;
            }

            var trims = IsTrim(_pos, after: false) && source.AsSpan(_pos + 1).StartsWith("}}");
            if (trims || source.AsSpan(_pos).StartsWith("}}"))
            {
                _tokens.Add(new TemplateToken(TokenKind.Close, "}}", _pos, trims ? 3 : 2));
                _pos += trims ? 3 : 2;
                return trims;
            }

            Token();
        }

        throw new TemplateError(open, 2, "unclosed action", "every {{ needs its }}");
    }

    private bool Comment(int open)
    {
        var end = source.IndexOf("*/", _pos, StringComparison.Ordinal);
        var close = end < 0 ? -1 : source.IndexOf("}}", end, StringComparison.Ordinal);
        if (close < 0)
            throw new TemplateError(open, 2, "unclosed comment");
        _pos = close + 2;
        return source[close - 1] == '-';
    }

    private void Token()
    {
        var start = _pos;
        var c = source[_pos];
        if (c is '|' or '(' or ')' or ',' or '=')
        {
            _pos++;
            Add(TokenKind.Sign, c.ToString(), start);
        }
        else if (c == ':' && _pos + 1 < source.Length && source[_pos + 1] == '=')
        {
            _pos += 2;
            Add(TokenKind.Sign, ":=", start);
        }
        else if (c is '"' or '`')
        {
            Add(TokenKind.String, Quoted(c), start);
        }
        else if (c == '.' || c == '$')
        {
            _pos++;
            Add(c == '.' ? TokenKind.Field : TokenKind.Variable, Name(), start);
        }
        else if (char.IsAsciiDigit(c) || (c is '-' or '+' && _pos + 1 < source.Length && char.IsAsciiDigit(source[_pos + 1])))
        {
            _pos++;
            Add(TokenKind.Number, c + Name(), start);
        }
        else if (char.IsLetter(c) || c == '_')
        {
            Add(TokenKind.Word, Name(), start);
        }
        else
        {
            throw new TemplateError(start, 1, $"unexpected {CommandLine.GoSyntax.Quote(c.ToString())} in operand");
        }
    }

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new TemplateToken(kind, text, start, _pos - start));

    private string Name()
    {
        var start = _pos;
        while (_pos < source.Length && (char.IsLetterOrDigit(source[_pos]) || source[_pos] == '_'))
            _pos++;
        return source[start.._pos];
    }

    private string Quoted(char quote)
    {
        var start = _pos++;
        var text = new StringBuilder();
        while (_pos < source.Length && source[_pos] != quote)
        {
            if (quote == '"' && source[_pos] == '\\' && _pos + 1 < source.Length)
            {
                _pos++;
                text.Append(source[_pos] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                text.Append(source[_pos]);
            }

            _pos++;
        }

        if (_pos >= source.Length)
            throw new TemplateError(start, 1, quote == '"' ? "unterminated quoted string" : "unterminated raw quoted string");
        _pos++;
        return text.ToString();
    }
}
