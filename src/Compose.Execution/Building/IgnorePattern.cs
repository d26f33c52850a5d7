using System.Collections.Immutable;

namespace Compose.Execution.Building;

/// <summary>
/// One line of a .dockerignore. `*` and `?` stay within a name, `**` crosses folders, `[a-z]` is one of a class, a backslash takes the next sign
/// as it is, and a leading `!` makes an exception.
/// </summary>
internal sealed class IgnorePattern
{
    private readonly ImmutableArray<Piece> _pieces;
    private readonly string _fixedPart;

    private IgnorePattern(bool isException, string pattern)
    {
        IsException = isException;
        _pieces = Compile(pattern);
        _fixedPart = pattern.IndexOfAny(['*', '?', '[', '\\']) is >= 0 and var wild ? pattern[..wild] : pattern;
    }

    public bool IsException { get; }

    /// <summary>Null for a line that names nothing.</summary>
    public static IgnorePattern? Parse(string line)
    {
        var isException = line.StartsWith('!');
        var pattern = isException ? line[1..].Trim() : line;
        if (pattern.Length == 0)
            return null;
        pattern = Clean(pattern);
        if (pattern.Length > 1 && pattern[0] == '/')
            pattern = pattern[1..];
        return new IgnorePattern(isException, pattern);
    }

    public static IgnorePattern Keep(string name) => new(true, name);

    public bool MatchesOrParent(string path)
    {
        if (Matches(path))
            return true;
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (Matches(path.AsSpan(0, slash)))
                return true;
        return false;
    }

    /// <summary>Generous: true unless the part without wildcards leads elsewhere.</summary>
    public bool MayMatchBelow(string folder)
    {
        var below = folder + "/";
        return _fixedPart.StartsWith(below, StringComparison.Ordinal) || below.StartsWith(_fixedPart, StringComparison.Ordinal);
    }

    private bool Matches(ReadOnlySpan<char> path) => Match(path, 0);

    private bool Match(ReadOnlySpan<char> path, int at)
    {
        for (; at < _pieces.Length; at++)
        {
            var piece = _pieces[at];
            switch (piece.Kind)
            {
                case PieceKind.Rest:
                    return true;
                case PieceKind.Name:
                    for (var length = 0; ; length++)
                    {
                        if (Match(path[length..], at + 1))
                            return true;
                        if (length == path.Length || path[length] == '/')
                            return false;
                    }

                case PieceKind.Folders:
                    if (Match(path, at + 1))
                        return true;
                    for (var i = 0; i < path.Length; i++)
                        if (path[i] == '/' && Match(path[(i + 1)..], at + 1))
                            return true;
                    return false;
                default:
                    if (path.IsEmpty || !piece.Takes(path[0]))
                        return false;
                    path = path[1..];
                    break;
            }
        }

        return path.IsEmpty;
    }

    private static ImmutableArray<Piece> Compile(string pattern)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                        i++;
                    pieces.Add(new Piece(i + 1 == pattern.Length ? PieceKind.Rest : PieceKind.Folders));
                    break;
                case '*':
                    pieces.Add(new Piece(PieceKind.Name));
                    break;
                case '?':
                    pieces.Add(new Piece(PieceKind.Any));
                    break;
                case '[' when pattern.IndexOf(']', i + 2 < pattern.Length ? i + 2 : i + 1) is > 0 and var close:
                    pieces.Add(new Piece(PieceKind.Class) { Class = pattern[(i + 1)..close] });
                    i = close;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    pieces.Add(new Piece(PieceKind.Sign) { Sign = pattern[++i] });
                    break;
                default:
                    pieces.Add(new Piece(PieceKind.Sign) { Sign = pattern[i] });
                    break;
            }
        }

        return pieces.ToImmutable();
    }

    /// <summary>Without `.`, `..`, double and trailing slashes.</summary>
    private static string Clean(string path)
    {
        var isRooted = path[0] == '/';
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != "." && !(part == ".." && isRooted))
                parts.Add(part);
        }

        return parts.Count == 0 ? (isRooted ? "/" : ".") : (isRooted ? "/" : "") + string.Join('/', parts);
    }

    private enum PieceKind
    {
        Sign,
        Any,
        Class,
        Name,
        Folders,
        Rest,
    }

    private readonly record struct Piece(PieceKind Kind)
    {
        public char Sign { get; init; }
        public string? Class { get; init; }

        public bool Takes(char c) => Kind switch
        {
            PieceKind.Sign => c == Sign,
            PieceKind.Any => c != '/',
            PieceKind.Class => IsIn(Class!, c),
            _ => false,
        };

        private static bool IsIn(string set, char c)
        {
            var isNegated = set.StartsWith('^');
            var found = false;
            for (var i = isNegated ? 1 : 0; i < set.Length; i++)
            {
                if (i + 2 < set.Length && set[i + 1] == '-')
                {
                    found |= set[i] <= c && c <= set[i + 2];
                    i += 2;
                }
                else
                {
                    found |= set[i] == c;
                }
            }

            return found != isNegated;
        }
    }
}
