using System.Collections.Immutable;

namespace Compose.Files.Ignoring;

/// <summary>
/// One line of a .dockerignore. `*` and `?` stay within a name, `**` crosses folders, `[a-z]` is one of a class, a backslash takes the next
/// sign as it is, and a leading `!` makes an exception.
/// </summary>
public sealed class IgnorePattern
{
    // Made once: a pattern is asked for every file of a context, one after the other.
    private readonly PatternPlaces _places;
    private readonly PatternPlaces _next;

    private IgnorePattern(bool isException, string pattern, string text, int number)
    {
        (IsException, Text, Number) = (isException, text, number);
        var pieces = Compile(pattern);
        (_places, _next) = (new PatternPlaces(pieces), new PatternPlaces(pieces));
    }

    public bool IsException { get; }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>The number of its line or item, from 1; 0 for one that no file has.</summary>
    public int Number { get; }

    /// <summary>Null for a line that names nothing.</summary>
    internal static IgnorePattern? Parse(string line, int number)
    {
        var isException = line.StartsWith('!');
        var pattern = isException ? line[1..].Trim() : line;
        if (pattern.Length == 0)
            return null;
        pattern = Clean(pattern);
        if (pattern.Length > 1 && pattern[0] == '/')
            pattern = pattern[1..];
        return new IgnorePattern(isException, pattern, line, number);
    }

    internal static IgnorePattern Keep(string name) => new(true, name, "!" + name, 0);

    /// <summary>Whether it matches the path or a folder above it.</summary>
    public bool MatchesOrParent(string path) => Follow(path) is not { } places || places.IsDecided || places.IsAtEnd;

    /// <summary>Whether it can match something in a folder.</summary>
    public bool MayMatchBelow(string folder) => Follow(folder + "/") is not { IsEmpty: true };

    /// <summary>
    /// The places that a path leads to; null when the pattern has matched a folder above it. All readings of the pattern are followed
    /// at once, a character at a time, so the time grows with the length of path and pattern only, however many wildcards there are.
    /// </summary>
    private PatternPlaces? Follow(string path)
    {
        var (places, next) = (_places, _next);
        places.Start();
        foreach (var c in path)
        {
            if (places.IsDecided || (c == '/' && places.IsAtEnd))
                return null;
            if (places.IsEmpty)
                return places;
            next.Advance(places, c);
            (places, next) = (next, places);
        }

        return places;
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
