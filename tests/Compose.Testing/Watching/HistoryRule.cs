namespace Compose.Testing.Watching;

/// <summary>Patterns of a rule as a compose file has them, and the same in code.</summary>
/// <param name="Patterns">More attributes of the rule.</param>
/// <param name="Ignored">The .dockerignore of the folder; empty for none.</param>
/// <param name="Matches">Whether a path of these parts is copied.</param>
public sealed record HistoryRule(string Patterns, string Ignored, Func<string[], bool> Matches)
{
    private static readonly HistoryRule[] All =
    [
        new("", "", _ => true),
        new(", ignore: [skip, '**/*.tmp']", "",
            parts => parts[0] != "skip" && !parts.Any(part => part.EndsWith(".tmp", StringComparison.Ordinal))),
        new(", include: ['**/*.ts']", "", parts => parts.Any(part => part.EndsWith(".ts", StringComparison.Ordinal))),
        new("", "*\n!keep\n!a/b\n", parts => parts[0] == "keep" || (parts.Length > 1 && parts[0] == "a" && parts[1] == "b")),
    ];

    public static HistoryRule Of(int seed) => All[seed % All.Length];

    /// <summary>One that needs no build section.</summary>
    public static HistoryRule WithoutBuild(int seed) => All.Where(rule => rule.Ignored.Length == 0).ElementAt(seed % 3);
}
