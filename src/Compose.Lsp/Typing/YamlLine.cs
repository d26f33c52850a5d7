namespace Compose.Lsp.Typing;

/// <summary>
/// One line in block style, as far as its shape goes: the columns of its dashes, its key, and where the value begins. It needs no valid
/// YAML, because while a line is typed there seldom is.
/// </summary>
internal readonly record struct YamlLine
{
    private YamlLine(IReadOnlyList<int> dashes, int column, string? key, int valueStart) =>
        (Dashes, Column, Key, ValueStart) = (dashes, column, key, valueStart);

    public IReadOnlyList<int> Dashes { get; }

    /// <summary>Where the content behind the dashes begins.</summary>
    public int Column { get; }

    /// <summary>Null for a line without a key.</summary>
    public string? Key { get; }

    /// <summary>Where the value behind the key begins, or the content.</summary>
    public int ValueStart { get; }

    public int FirstColumn => Dashes.Count > 0 ? Dashes[0] : Column;

    public static YamlLine Read(ReadOnlySpan<char> line)
    {
        var at = SkipBlanks(line, 0);
        List<int>? dashes = null;
        while (at < line.Length && line[at] == '-' && (at + 1 == line.Length || line[at + 1] == ' '))
        {
            (dashes ??= []).Add(at);
            at = SkipBlanks(line, at + 1);
        }

        var (key, valueStart) = ReadKey(line, at);
        return new YamlLine(dashes ?? (IReadOnlyList<int>)[], at, key, valueStart);
    }

    public static bool IsBlankOrComment(ReadOnlySpan<char> line) => line.TrimStart(' ') is [] or ['#', ..];

    /// <summary>Where the comment of a line begins, or its length.</summary>
    public static int EndOfContent(ReadOnlySpan<char> line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            if (quote != '\0')
                quote = line[at] == quote ? '\0' : quote;
            else if (line[at] is '"' or '\'' && (at == 0 || line[at - 1] is ' ' or '[' or '{' or ',' or ':'))
                quote = line[at];
            else if (line[at] == '#' && (at == 0 || line[at - 1] is ' ' or '\t'))
                return at;
        }

        return line.Length;
    }

    private static (string? Key, int ValueStart) ReadKey(ReadOnlySpan<char> line, int start)
    {
        if (start >= line.Length || line[start] is '{' or '[' or '#' or '&' or '*' or '|' or '>')
            return (null, start);
        if (line[start] is '"' or '\'')
        {
            var close = line[(start + 1)..].IndexOf(line[start]);
            var end = start + close + 2;
            return close >= 0 && end < line.Length && line[end] == ':' && (end + 1 == line.Length || line[end + 1] == ' ')
                ? (line.Slice(start + 1, close).ToString(), SkipBlanks(line, end + 1)) : (null, start);
        }

        for (var at = start; at < line.Length; at++)
        {
            if (line[at] == '#' && at > start && line[at - 1] == ' ')
                break;
            if (line[at] == ':' && (at + 1 == line.Length || line[at + 1] == ' '))
                return (line[start..at].TrimEnd(' ').ToString(), SkipBlanks(line, at + 1));
        }

        return (null, start);
    }

    private static int SkipBlanks(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length && line[at] == ' ')
            at++;
        return at;
    }
}
