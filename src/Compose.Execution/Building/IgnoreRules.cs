using System.Collections.Immutable;

namespace Compose.Execution.Building;

/// <summary>The lines of a .dockerignore: the last that matches a path, or a folder above it, decides.</summary>
public sealed class IgnoreRules
{
    private readonly ImmutableArray<IgnorePattern> _patterns;

    private IgnoreRules(ImmutableArray<IgnorePattern> patterns) => _patterns = patterns;

    public static IgnoreRules Read(string file) => Parse(File.Exists(file) ? ContextFile.ReadText(file) : "");

    public static IgnoreRules Parse(string text)
    {
        var patterns = ImmutableArray.CreateBuilder<IgnorePattern>();
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (!line.StartsWith('#') && line.Trim() is { Length: > 0 } pattern && IgnorePattern.Parse(pattern) is { } parsed)
                patterns.Add(parsed);
        }

        return new IgnoreRules(patterns.ToImmutable());
    }

    /// <summary>These are kept, whatever the file says: the builder needs to see them, and takes them out by itself.</summary>
    public IgnoreRules Keeping(params ReadOnlySpan<string> names)
    {
        var patterns = _patterns;
        foreach (var name in names)
            if (Matches(name.Replace('\\', '/')))
                patterns = patterns.Add(IgnorePattern.Keep(name.Replace('\\', '/')));
        return new IgnoreRules(patterns);
    }

    /// <summary>A path from the root, with slashes.</summary>
    public bool Matches(string path)
    {
        var matched = false;
        foreach (var pattern in _patterns)
        {
            // One that could not change the answer is not looked at.
            if (pattern.IsException == matched && pattern.MatchesOrParent(path))
                matched = !pattern.IsException;
        }

        return matched;
    }

    /// <summary>Whether an exception may bring back something in an ignored folder.</summary>
    public bool MayKeepBelow(string folder) => _patterns.Any(pattern => pattern.IsException && pattern.MayMatchBelow(folder));
}
