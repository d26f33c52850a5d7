using Compose.Files.Yaml;

namespace Compose.Files.Values;

/// <summary>Finds the name that was probably meant: the one with the fewest slips of the fingers between it and what was typed.</summary>
public static class NearestName
{
    private const int ShortestStart = 3;

    internal static string? Help(string name, IEnumerable<YamlEntry> known)
    {
        var nearest = Find(name, known.Select(entry => entry.Key));
        return nearest is null ? null : $"did you mean \"{nearest}\"?";
    }

    /// <summary>The closest of the names, or none when nothing is close: a third of the letters may differ.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string? best = null;
        string? longer = null;
        var letters = name.TrimStart('-').Length;
        var bound = Math.Max(1, letters / 3) + 1;
        foreach (var candidate in known)
        {
            // What only lacks its end was cut short rather than mistyped.
            if (longer is null && letters >= ShortestStart && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                longer = candidate;
            if (Math.Abs(candidate.Length - name.Length) >= bound)
                continue;
            var distance = Distance(name, candidate, bound);
            if (distance < bound)
                (best, bound) = (candidate, distance);
        }

        return best ?? longer;
    }

    /// <summary>Letters to insert, delete, change or swap with a neighbour, without regard to case; stops at the bound.</summary>
    private static int Distance(string a, string b, int bound)
    {
        var before = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var cost = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost = Math.Min(cost, before[j - 2] + 1);
                current[j] = cost;
                least = Math.Min(least, cost);
            }

            if (least >= bound)
                return bound;
            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
