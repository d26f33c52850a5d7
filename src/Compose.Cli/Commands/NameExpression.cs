namespace Compose.Cli.Commands;

/// <summary>
/// A regular expression over a project's name: letters, `.`, classes, groups, `|`, `*`, `+`, `?`, anchors. The platform's own expressions
/// would make the program half a megabyte larger, for names of a few letters.
/// </summary>
sealed class NameExpression
{
    /// <summary>Matches from a place on; what comes after it is told where it ended, and says whether that will do.</summary>
    private delegate bool Matcher(string name, int at, Func<int, bool> next);

    private readonly string _pattern;
    private int _at;

    private NameExpression(string pattern) => _pattern = pattern;

    /// <summary>Null when it is no expression.</summary>
    public static Func<string, bool>? Parse(string pattern)
    {
        var expression = new NameExpression(pattern);
        return expression.Choice() is { } matcher && expression._at == pattern.Length
            ? name => Enumerable.Range(0, name.Length + 1).Any(start => matcher(name, start, _ => true))
            : null;
    }

    private char? Current => _at < _pattern.Length ? _pattern[_at] : null;

    private Matcher? Choice()
    {
        var first = Sequence();
        while (first is not null && Current == '|')
        {
            _at++;
            if (Sequence() is not { } other)
                return null;
            var before = first;
            first = (name, at, next) => before(name, at, next) || other(name, at, next);
        }

        return first;
    }

    private Matcher? Sequence()
    {
        Matcher all = (_, at, next) => next(at);
        while (Current is not (null or '|' or ')'))
        {
            if (Repeated() is not { } item)
                return null;
            var before = all;
            all = (name, at, next) => before(name, at, end => item(name, end, next));
        }

        return all;
    }

    private Matcher? Repeated()
    {
        var item = Item();
        while (item is not null && Current is '*' or '+' or '?')
        {
            var (once, sign) = (item, Current);
            _at++;
            item = sign switch
            {
                '?' => (name, at, next) => once(name, at, next) || next(at),
                '*' => (name, at, next) => Many(once, name, at, next),
                _ => (name, at, next) => once(name, at, end => Many(once, name, end, next)),
            };
        }

        return item;
    }

    /// <summary>As many as there are, then fewer; one that takes nothing is not repeated.</summary>
    private static bool Many(Matcher once, string name, int at, Func<int, bool> next) =>
        once(name, at, end => end > at && Many(once, name, end, next)) || next(at);

    private Matcher? Item()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '^':
                return (_, at, next) => at == 0 && next(at);
            case '$':
                return (name, at, next) => at == name.Length && next(at);
            case '.':
                return One(_ => true);
            case '(':
                var inner = Choice();
                return Current == ')' && ++_at > 0 ? inner : null;
            case '[':
                return Class();
            case '*' or '+' or '?' or ')':
                return null;
            case '\\':
                return _at < _pattern.Length ? Escaped(_pattern[_at++]) : null;
            default:
                return One(other => other == c);
        }
    }

    private static Matcher Escaped(char c) => c switch
    {
        'd' => One(char.IsAsciiDigit),
        'w' => One(other => char.IsAsciiLetterOrDigit(other) || other == '_'),
        _ => One(other => other == c),
    };

    private Matcher? Class()
    {
        var isNegated = Current == '^';
        if (isNegated)
            _at++;
        var ranges = new List<(char From, char To)>();
        while (Current is { } from && (from != ']' || ranges.Count == 0))
        {
            _at++;
            var to = from;
            if (Current == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
            {
                to = _pattern[_at + 1];
                _at += 2;
            }

            ranges.Add((from, to));
        }

        if (Current != ']')
            return null;
        _at++;
        return One(other => ranges.Exists(range => other >= range.From && other <= range.To) != isNegated);
    }

    private static Matcher One(Func<char, bool> fits) => (name, at, next) => at < name.Length && fits(name[at]) && next(at + 1);
}
