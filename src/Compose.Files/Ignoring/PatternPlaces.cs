using System.Collections.Immutable;

namespace Compose.Files.Ignoring;

/// <summary>The places of a pattern that the part of a path that has been read can lead to.</summary>
internal sealed class PatternPlaces(ImmutableArray<PatternPiece> pieces)
{
    // Two for each piece: before it, and, within the folders that `**` stands for, after the first character of them.
    private readonly bool[] _isIn = new bool[(2 * pieces.Length) + 2];
    private readonly List<int> _places = [];

    public bool IsEmpty => _places.Count == 0;

    /// <summary>The whole pattern has been matched.</summary>
    public bool IsAtEnd => _isIn[2 * pieces.Length];

    /// <summary>Whatever follows, the pattern matches.</summary>
    public bool IsDecided { get; private set; }

    public void Start()
    {
        Clear();
        Add(0);
    }

    /// <summary>The places after one more character.</summary>
    public void Advance(PatternPlaces before, char c)
    {
        Clear();
        foreach (var place in before._places)
        {
            var at = place / 2;
            if (at == pieces.Length)
                continue;
            switch (pieces[at].Kind)
            {
                case PieceKind.Name when c != '/':
                    Add(place);
                    break;
                case PieceKind.Folders:
                    Include((2 * at) + 1);
                    if (c == '/')
                        Add(2 * (at + 1));
                    break;
                default:
                    if (pieces[at].Takes(c))
                        Add(2 * (at + 1));
                    break;
            }
        }
    }

    private void Clear()
    {
        foreach (var place in _places)
            _isIn[place] = false;
        _places.Clear();
        IsDecided = false;
    }

    /// <summary>A place, and those that follow it when a wildcard stands for nothing.</summary>
    private void Add(int place)
    {
        while (Include(place) && place / 2 < pieces.Length)
        {
            var kind = pieces[place / 2].Kind;
            IsDecided |= kind == PieceKind.Rest;
            if (kind is not (PieceKind.Name or PieceKind.Folders))
                return;
            place = 2 * ((place / 2) + 1);
        }
    }

    private bool Include(int place)
    {
        if (_isIn[place])
            return false;
        _isIn[place] = true;
        _places.Add(place);
        return true;
    }
}
