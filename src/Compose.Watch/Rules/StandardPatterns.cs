using Compose.Files.Ignoring;

namespace Compose.Watch.Rules;

/// <summary>What no rule is about: git's own files, and files that editors and builds keep for a moment.</summary>
internal static class StandardPatterns
{
    private static readonly string[] Patterns =
    [
        "**/.git", "**/.idea", "**/*___jb_old___", "**/*___jb_tmp___", "**/.#*", "**/#*#", "**/4913", "**/*~", "**/.*.sw?",
        "**/.*.kate-swp",
        "**/*-go-tmp-umask",
    ];

    public static PatternList Below(string folder) =>
        new(folder, IgnoreRules.Of(Patterns), pattern => new PatternPlace("", 0, pattern.Text));
}
