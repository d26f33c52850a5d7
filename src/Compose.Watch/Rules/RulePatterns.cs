using System.Collections.Immutable;

namespace Compose.Watch.Rules;

/// <summary>What one rule includes and ignores.</summary>
/// <param name="ignored">A path that one of these matches does not count.</param>
/// <param name="included">Without patterns everything counts.</param>
/// <param name="turn">Patterns are for one thread at a time.</param>
internal sealed class RulePatterns(ImmutableArray<PatternList> ignored, PatternList included, Lock turn)
{
    public bool Matches(string path)
    {
        lock (turn)
        {
            foreach (var list in ignored)
                if (list.Matches(path))
                    return false;
            return included.IsEmpty || included.Matches(path);
        }
    }

    /// <summary>False when nothing in a folder can match, so the folder is neither read nor watched.</summary>
    public bool MayMatchBelow(string folder)
    {
        lock (turn)
        {
            foreach (var list in ignored)
                if (list.MatchesAllBelow(folder))
                    return false;
            return included.IsEmpty || included.MayMatchBelow(folder);
        }
    }

    /// <summary>Whether the path counts, why, and the pattern that decides.</summary>
    public (bool Matches, string Reason, PatternPlace? Pattern) Explain(string path)
    {
        lock (turn)
        {
            foreach (var list in ignored)
                if (list.Matches(path))
                    return (false, "it is ignored", list.Deciding(path));
            if (!included.IsEmpty && !included.Matches(path))
                return (false, "no pattern of include matches it", included.Deciding(path));
            if (!included.IsEmpty)
                return (true, "it is included", included.Deciding(path));
            var exception = ignored.Select(list => list.Deciding(path)).FirstOrDefault(place => place is not null);
            return (true, exception is null ? "no pattern ignores it" : "an exception keeps it", exception);
        }
    }
}
