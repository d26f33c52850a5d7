using System.Collections.Immutable;
using System.Text;

namespace Compose.Files.Values;

/// <summary>
/// Splits a command line into words as Docker Compose does: quotes and backslashes count, nothing is expanded, a <c>$(…)</c> or <c>`…`</c>
/// stays one word, and everything from the first unquoted <c>; &amp; | &lt; &gt;</c> on is dropped.
/// </summary>
public sealed class ShellWords
{
    private readonly ImmutableArray<string>.Builder _words = ImmutableArray.CreateBuilder<string>();
    private readonly StringBuilder _word = new();
    private bool _inWord;
    private bool _escaped;
    private bool _double;
    private bool _single;
    private bool _back;
    private bool _dollar;
    private bool _cut;

    private ShellWords()
    {
    }

    private bool IsQuoted => _single || _double || _back || _dollar;

    /// <summary>
    /// False where a quote, a parenthesis or a backslash is left open. <paramref name="cutAt"/> is where the line was cut, or -1.
    /// </summary>
    public static bool TrySplit(string line, out ImmutableArray<string> words, out int cutAt)
    {
        var reader = new ShellWords();
        cutAt = -1;
        words = [];
        for (var i = 0; i < line.Length; i++)
        {
            if (!reader.Take(line[i]))
                return false;
            if (reader._cut)
            {
                cutAt = i;
                break;
            }
        }

        reader.EndWord();
        words = reader._words.ToImmutable();
        return !reader._escaped && !reader.IsQuoted;
    }

    private bool Take(char c)
    {
        if (_escaped)
        {
            _escaped = false;
            Append(c);
            return true;
        }

        if (c == '\\' && !_single)
        {
            _escaped = true;
            return true;
        }

        if (c is ' ' or '\t' or '\r' or '\n')
        {
            if (IsQuoted)
                _word.Append(c);
            else
                EndWord();
            return true;
        }

        return TakeSpecial(c);
    }

    private bool TakeSpecial(char c)
    {
        switch (c)
        {
            case '`' when !_single && !_double && !_dollar:
                _back = !_back;
                break;
            case ')' when !_single && !_double && !_back:
                _dollar = !_dollar;
                break;
            case '(' when !_single && !_double && !_back:
                if (_dollar || _word.Length == 0 || _word[^1] != '$')
                    return false;
                _dollar = true;
                _word.Append(c);
                return true;
            case '"' when !_single && !_dollar:
                _inWord |= _double;
                _double = !_double;
                return true;
            case '\'' when !_double && !_dollar:
                _inWord |= _single;
                _single = !_single;
                return true;
            case ';' or '&' or '|' or '<' or '>' when !IsQuoted:
                // The number of a redirection (2>) is part of what is dropped.
                _inWord &= c != '>' || _word.Length == 0 || !char.IsAsciiDigit(_word[0]);
                _cut = true;
                return true;
            default:
                break;
        }

        Append(c);
        return true;
    }

    private void Append(char c)
    {
        _inWord = true;
        _word.Append(c);
    }

    private void EndWord()
    {
        if (_inWord)
            _words.Add(_word.ToString());
        _inWord = false;
        _word.Clear();
    }
}
