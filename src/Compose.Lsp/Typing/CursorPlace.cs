using System.Collections.Immutable;

namespace Compose.Lsp.Typing;

/// <summary>
/// Where text is typed: the keys above the cursor (<see cref="Item"/> for an item of a list), and the word that is being typed.
/// </summary>
internal sealed record CursorPlace(ImmutableArray<string> Path, CursorRole Role)
{
    /// <summary>Stands for an item of a list in <see cref="Path"/>.</summary>
    public const string Item = "[]";

    /// <summary>Where the typed word begins and ends; the cursor is in it.</summary>
    public int Start { get; init; }
    public int End { get; init; }

    /// <summary>The keys or the items that stand beside the word.</summary>
    public ImmutableArray<string> Siblings { get; init; } = [];

    /// <summary>In brackets or braces.</summary>
    public bool IsFlow { get; init; }

    /// <summary>The quote that the word begins with.</summary>
    public char? Quote { get; init; }

    /// <summary>A colon follows the word.</summary>
    public bool HasColon { get; init; }
}
