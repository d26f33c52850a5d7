namespace Compose.Files.Selection;

/// <summary>
/// Patterns of service names: <c>*</c> any text, <c>?</c> any character, <c>[a-c]</c> and <c>[^a-c]</c> one of a set, a backslash quotes.
/// </summary>
public static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                var rest = pattern.TrimStart('*');
                for (var i = 0; i <= name.Length; i++)
                    if (Matches(rest, name[i..]))
                        return true;
                return false;
            }

            if (name.IsEmpty || !MatchesOne(ref pattern, name[0]))
                return false;
            name = name[1..];
        }

        return name.IsEmpty;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char c)
    {
        switch (pattern[0])
        {
            case '?':
                pattern = pattern[1..];
                return true;
            case '[':
                return MatchesSet(ref pattern, c);
            case '\\' when pattern.Length > 1:
                pattern = pattern[1..];
                break;
            default:
                break;
        }

        var same = pattern[0] == c;
        pattern = pattern[1..];
        return same;
    }

    private static bool MatchesSet(ref ReadOnlySpan<char> pattern, char c)
    {
        var set = pattern[1..];
        var negated = !set.IsEmpty && set[0] == '^';
        if (negated)
            set = set[1..];
        var end = set.IndexOf(']');
        if (end <= 0)
            return false;
        pattern = set[(end + 1)..];
        set = set[..end];
        var found = false;
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            found |= isRange ? c >= set[i] && c <= set[i + 2] : c == set[i];
            if (isRange)
                i += 2;
        }

        return found != negated;
    }
}
