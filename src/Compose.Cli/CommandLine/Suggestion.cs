namespace Compose.Cli.CommandLine;

/// <summary>What was probably meant: the candidate with the fewest slips of the fingers between it and what was typed.</summary>
static class Suggestion
{
    public static string? Nearest(string typed, IEnumerable<string> candidates)
    {
        string? best = null;
        var limit = Math.Max(1, typed.TrimStart('-').Length / 3);
        var bestDistance = limit + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(typed, candidate);
            // What only lacks its end was cut short rather than mistyped.
            if (distance > limit && typed.TrimStart('-').Length >= 3 && candidate.StartsWith(typed, StringComparison.Ordinal))
                distance = limit;
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    internal static int Distance(string a, string b)
    {
        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
