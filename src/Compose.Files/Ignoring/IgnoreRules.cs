using System.Collections.Immutable;
using Compose.Files.Text;

namespace Compose.Files.Ignoring;

/// <summary>The lines of a .dockerignore: the last that matches a path, or a folder above it, decides. For one thread.</summary>
public sealed class IgnoreRules
{
    private readonly ImmutableArray<IgnorePattern> _patterns;

    private IgnoreRules(ImmutableArray<IgnorePattern> patterns) => _patterns = patterns;

    public static IgnoreRules Read(string file) => Parse(File.Exists(file) ? ContextFile.ReadText(file) : "");

    public static IgnoreRules Parse(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        return Of(lines.Select(line => line.StartsWith('#') ? "" : line));
    }

    /// <summary>Each item is one pattern.</summary>
    public static IgnoreRules Of(IEnumerable<string> patterns) =>
        new([.. patterns.Select((pattern, index) => IgnorePattern.Parse(pattern.Trim(), index + 1)).OfType<IgnorePattern>()]);

    public bool IsEmpty => _patterns.IsEmpty;

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
    public bool Matches(string path) => Deciding(path) is { IsException: false };

    /// <summary>The pattern by which a path matches, or the exception by which it does not; null when none names it.</summary>
    public IgnorePattern? Deciding(string path)
    {
        IgnorePattern? deciding = null;
        foreach (var pattern in _patterns)
        {
            // One that could not change the answer is not looked at.
            if (pattern.IsException == deciding is { IsException: false } && pattern.MatchesOrParent(path))
                deciding = pattern;
        }

        return deciding;
    }

    /// <summary>Whether an exception may bring back something in an ignored folder.</summary>
    public bool MayKeepBelow(string folder) => _patterns.Any(pattern => pattern.IsException && pattern.MayMatchBelow(folder));

    /// <summary>Whether something in a folder may match.</summary>
    public bool MayMatchBelow(string folder) =>
        Matches(folder) || _patterns.Any(pattern => !pattern.IsException && pattern.MayMatchBelow(folder));
}
