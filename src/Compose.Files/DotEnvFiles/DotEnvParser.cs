using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Interpolation;
using Compose.Files.Text;

namespace Compose.Files.DotEnvFiles;

/// <summary>One reading of a file of variables. A mistake is reported and the reading goes on with the next line.</summary>
internal sealed class DotEnvParser(
    SourceText source, string origin, Func<string, EnvironmentValue?> lookup, Func<string, EnvironmentValue?>? earlier,
        DiagnosticBag diagnostics, SubstitutionBudget budget)
{
    private readonly SourceText _source = source;
    private readonly string _text = source.Text;
    private readonly DotEnvVariables _found = new();
    private int _pos;

    public ImmutableArray<KeyValuePair<string, EnvironmentValue>> Parse()
    {
        if (_text.StartsWith('\uFEFF'))
            _pos = 1;
        while (SkipToStatement())
            ReadStatement();
        return _found.ToImmutable();
    }

    private bool SkipToStatement()
    {
        while (_pos < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_pos]))
                _pos++;
            else if (_text[_pos] == '#')
                _pos = LineEnd(_pos);
            else
                return true;
        }

        return false;
    }

    private void ReadStatement()
    {
        if (_text.AsSpan(_pos).StartsWith("export") && _pos + 6 < _text.Length && char.IsWhiteSpace(_text[_pos + 6]))
        {
            _pos += 6;
            SkipBlanks();
        }

        var start = _pos;
        if (!ReadName(out var end))
        {
            _pos = LineEnd(_pos);
            return;
        }

        var name = _text[start..end].TrimEnd();
        if (name.Contains(' ', StringComparison.Ordinal))
        {
            Bad(start, name.Length, "key cannot contain a space", "a name without spaces belongs here", "a comment begins with #");
            _pos = LineEnd(_pos);
            return;
        }

        if (end == _text.Length || _text[end] == '\n')
        {
            _pos = end;
            if (lookup(name) is { } value)
                _found.Set(name, value);
            return;
        }

        _pos = end + 1;
        SkipBlanks();
        ReadValue(name, start);
    }

    /// <summary>Moves over a name to what ends it: an equals sign, a colon, a line break or the end.</summary>
    private bool ReadName(out int end)
    {
        for (end = _pos; end < _text.Length; end++)
        {
            var c = _text[end];
            if (c is '=' or ':' or '\n')
                return true;
            if (IsBlank(c) || c is '_' or '.' or '-' or '[' or ']')
                continue;
            Rune.DecodeFromUtf16(_text.AsSpan(end), out var rune, out var length);
            if (!Rune.IsLetter(rune) && !IsNumber(rune))
            {
                var line = _text[_pos..LineEnd(_pos)];
                Bad(end, length, $"unexpected character {GoText.Quote(rune.ToString())} in variable name {GoText.Quote(line)}",
                    "not allowed in a name");
                return false;
            }

            end += length - 1;
        }

        return true;
    }

    private static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private void ReadValue(string name, int start)
    {
        if (_pos < _text.Length && _text[_pos] is '"' or '\'')
        {
            ReadQuoted(name, start);
            return;
        }

        var from = _pos;
        _pos = LineEnd(from);
        var value = _text.AsSpan(from, _pos - from);
        var comment = value.IndexOf(" #");
        if (comment >= 0)
            value = value[..comment];
        value = value.TrimEnd();
        var span = new SourceSpan(_source.Id, start, from + value.Length - start);
        Set(name, value.ToString(), from, span, expand: true);
    }

    private void ReadQuoted(string name, int start)
    {
        var open = _pos;
        var quote = _text[_pos];
        var value = new StringBuilder();
        var escaped = false;
        for (var i = open + 1; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == quote && !escaped)
            {
                _pos = i + 1;
                var span = new SourceSpan(_source.Id, start, _pos - start);
                Set(name, quote == '"' ? DotEnvEscapes.Expand(value.ToString()) : value.ToString(), open + 1, span, expand: quote == '"');
                return;
            }

            if (c == '\\' && !escaped)
            {
                escaped = true;
                continue;
            }

            if (escaped && c != quote)
                value.Append('\\');
            escaped = false;
            value.Append(c);
        }

        var end = LineEnd(open);
        Bad(open, end - open, $"unterminated quoted value {_text[open..end]}", "this quote is never closed");
        _pos = _text.Length;
    }

    private void Set(string name, string text, int at, SourceSpan span, bool expand)
    {
        if (expand && text.Contains('$'))
        {
            var result = Template.Evaluate(text, new VariableScope(this, text, at) { Budget = budget });
            if (result.Error is { } error)
            {
                var place = Place(text, error.Offset, error.Length, at, span);
                if (error.IsTooLong)
                {
                    // Every line after it would get the same error.
                    diagnostics.Add(DotEnvProblems.Bad(DiagnosticCode.InvalidDotEnvReference, _source, place, error.Message,
                        "too much here", "use shorter values"));
                    _pos = _text.Length;
                    return;
                }

                diagnostics.Add(DotEnvProblems.Bad(DiagnosticCode.InvalidDotEnvReference, _source, place, error.Message,
                    error.Variable is null ? "not a valid reference" : "has no value", error.Variable is null
                    ? "write $$ for a dollar sign" : null));
                return;
            }

            text = result.Text;
        }

        _found.Set(name, new EnvironmentValue(text, origin, span));
    }

    /// <summary>The place of a part of a value; the whole statement where escapes have moved it.</summary>
    private SourceSpan Place(string text, int offset, int length, int at, SourceSpan whole) =>
        at + text.Length <= _text.Length && _text.AsSpan(at, text.Length).SequenceEqual(text)
            ? new SourceSpan(_source.Id, at + offset, length) : whole;

    private void Bad(int at, int length, string message, string label, string? help = null) =>
        diagnostics.Add(DotEnvProblems.BadLine(_source, new SourceSpan(_source.Id, at, length), message, label, help));

    private void SkipBlanks()
    {
        while (_pos < _text.Length && IsBlank(_text[_pos]))
            _pos++;
    }

    private static bool IsBlank(char c) => c is '\t' or '\v' or '\f' or '\r' or ' ' or '\u0085' or '\u00a0';

    private int LineEnd(int from)
    {
        var length = _text.AsSpan(from).IndexOf('\n');
        return length < 0 ? _text.Length : from + length;
    }

    private EnvironmentValue? Find(string name) => lookup(name) ?? _found.Find(name) ?? earlier?.Invoke(name);

    private sealed class VariableScope(DotEnvParser parser, string text, int at) : TemplateScope
    {
        public override EnvironmentValue? Find(string name) => parser.Find(name);

        public override void Used(in TemplateUse use)
        {
            if (use.Outcome != TemplateOutcome.Unset)
                return;
            var line = new SourceSpan(parser._source.Id, at, parser.LineEnd(at) - at);
            parser.Warn(use, parser.Place(text, use.Offset, use.Length, at, line));
        }
    }

    private void Warn(in TemplateUse use, SourceSpan span) => diagnostics.Add(DotEnvProblems.UnsetVariable(use.Name, span));
}
