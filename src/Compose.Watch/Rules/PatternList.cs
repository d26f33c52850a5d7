using Compose.Files.Ignoring;
using Compose.Watch.Entries;

namespace Compose.Watch.Rules;

/// <summary>Patterns from one place, for paths below one folder.</summary>
/// <param name="folder">The patterns are relative to it.</param>
/// <param name="patterns">The patterns.</param>
/// <param name="place">Where a pattern stands.</param>
internal sealed class PatternList(string folder, IgnoreRules patterns, Func<IgnorePattern, PatternPlace> place)
{
    public bool IsEmpty => patterns.IsEmpty;

    public bool Matches(string path) => Below(path) is { } name && patterns.Matches(name);

    /// <summary>Whether it names a folder and everything below, without an exception.</summary>
    public bool MatchesAllBelow(string path) => Below(path) is { } name && patterns.Matches(name) && !patterns.MayKeepBelow(name);

    public bool MayMatchBelow(string path) => Below(path) is { } name && patterns.MayMatchBelow(name);

    /// <summary>The pattern or the exception that decides; null when none names the path.</summary>
    public PatternPlace? Deciding(string path) => Below(path) is { } name && patterns.Deciding(name) is { } pattern ? place(pattern) : null;

    private string? Below(string path) => PathBelow.Relative(folder, path) is { Length: > 0 } name ? name : null;
}
