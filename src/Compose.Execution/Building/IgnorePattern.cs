using System.Collections.Immutable;

namespace Compose.Execution.Building;

/// <summary>
/// One line of a .dockerignore. `*` and `?` stay within a name, `**` crosses folders, `[a-z]` is one of a class, a backslash takes the next sign
/// as it is, and a leading `!` makes an exception.
/// </summary>
internal sealed class IgnorePattern
{
    private readonly string _fixedPart;

    // Made once: a pattern is asked for every file of a context, one after the other.
    private readonly PatternPlaces _places;
    private readonly PatternPlaces _next;

    private IgnorePattern(bool isException, string pattern)
    {
        IsException = isException;
        var pieces = Compile(pattern);
        (_places, _next) = (new PatternPlaces(pieces), new PatternPlaces(pieces));
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

    /// <summary>
    /// Whether it matches the path or a folder above it. All readings of the pattern are followed at once, a character at a time, so the time grows
    /// with the length of path and pattern only, however many wildcards there are.
    /// </summary>
    public bool MatchesOrParent(string path)
    {
        var (places, next) = (_places, _next);
        places.Start();
        foreach (var c in path)
        {
            if (places.IsDecided || (c == '/' && places.IsAtEnd))
                return true;
            if (places.IsEmpty)
                return false;
            next.Advance(places, c);
            (places, next) = (next, places);
        }

        return places.IsDecided || places.IsAtEnd;
    }

    /// <summary>Generous: true unless the part without wildcards leads elsewhere.</summary>
    public bool MayMatchBelow(string folder)
    {
        var below = folder + "/";
        return _fixedPart.StartsWith(below, StringComparison.Ordinal) || below.StartsWith(_fixedPart, StringComparison.Ordinal);
    }

    private static ImmutableArray<PatternPiece> Compile(string pattern)
    {
        var pieces = ImmutableArray.CreateBuilder<PatternPiece>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                        i++;
                    pieces.Add(new PatternPiece(i + 1 == pattern.Length ? PieceKind.Rest : PieceKind.Folders));
                    break;
                case '*':
                    pieces.Add(new PatternPiece(PieceKind.Name));
                    break;
                case '?':
                    pieces.Add(new PatternPiece(PieceKind.Any));
                    break;
                case '[' when pattern.IndexOf(']', i + 2 < pattern.Length ? i + 2 : i + 1) is > 0 and var close:
                    pieces.Add(new PatternPiece(PieceKind.Class) { Class = pattern[(i + 1)..close] });
                    i = close;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    pieces.Add(new PatternPiece(PieceKind.Sign) { Sign = pattern[++i] });
                    break;
                default:
                    pieces.Add(new PatternPiece(PieceKind.Sign) { Sign = pattern[i] });
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
}
