namespace Compose.Files.Ignoring;

internal enum PieceKind
{
    /// <summary>This character.</summary>
    Sign,

    /// <summary>Any character of a name.</summary>
    Any,

    /// <summary>One of these characters.</summary>
    Class,

    /// <summary>`*`: any part of a name.</summary>
    Name,

    /// <summary>`**`: nothing, or anything up to a slash.</summary>
    Folders,

    /// <summary>`**` at the end.</summary>
    Rest,
}

/// <summary>A part of an ignore pattern.</summary>
internal readonly record struct PatternPiece(PieceKind Kind)
{
    public char Sign { get; init; }
    public string? Class { get; init; }

    /// <summary>Whether a piece that stands for one character stands for this one.</summary>
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
