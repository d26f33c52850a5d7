using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Host;
using Compose.Watch.Entries;

namespace Compose.Watch.Rules;

/// <summary>One develop rule of one service. Safe to use from several threads.</summary>
public sealed class ServiceRule
{
    private readonly RulePatterns _patterns;
    private volatile bool _isFolder = true;

    internal ServiceRule(Service service, int index, WatchRule rule, string root, RulePatterns patterns) =>
        (Service, Index, Rule, Root, _patterns) = (service, index, rule, root, patterns);

    public Service Service { get; }

    /// <summary>Its number in the service's list, from 0.</summary>
    public int Index { get; }

    public WatchRule Rule { get; }

    /// <summary>Where the rule stands in its file.</summary>
    public SourceSpan Span => Rule.Source.Span;

    /// <summary>The absolute path that is watched, without links. It may be a file, and it may be missing.</summary>
    public string Root { get; }

    /// <summary>Whether the root is a folder, or was one when it was last there.</summary>
    private bool IsFolder
    {
        get
        {
            if (Directory.Exists(Root))
                _isFolder = true;
            else if (File.Exists(Root))
                _isFolder = false;
            return _isFolder;
        }
    }

    /// <summary>
    /// Whether a change of this absolute path counts. A root that is a file always does, whatever the patterns say; a root that is a
    /// folder does not: only what is in it is copied.
    /// </summary>
    public bool Matches(string path) =>
        PathBelow.IsAtOrBelow(Root, path) && (path.Length == Root.Length ? !IsFolder : _patterns.Matches(path));

    /// <summary>Whether something at or below a folder can match.</summary>
    public bool MayMatchBelow(string folder) =>
        PathBelow.IsAtOrBelow(folder, Root) || (PathBelow.IsAtOrBelow(Root, folder) && _patterns.MayMatchBelow(folder));

    /// <summary>The path in the container; null for a path outside of the root and for actions that copy nothing.</summary>
    public string? ContainerPath(string path) =>
        Rule is { IsSync: true, Target: { } target } && PathBelow.Relative(Root, path) is { } name ? CleanPath.Join(target, name) : null;

    /// <summary>Everything that matches now, at or below a path (by default the root); a folder comes before what is in it.</summary>
    public IEnumerable<HostEntry> Entries(string? below = null)
    {
        var start = below is null || PathBelow.IsAtOrBelow(below, Root) ? Root : below;
        if (!PathBelow.IsAtOrBelow(Root, start) || Obstacle(start) is not null)
            yield break;
        var waiting = new Stack<string>([start]);
        while (waiting.TryPop(out var path))
        {
            if (EntryFacts.Of(path) is not { } facts)
                continue;
            if (Matches(path) && Entry(path, facts) is { } entry)
                yield return entry;
            var isFolder = facts.Kind == FileKind.Folder || (path == Root && Directory.Exists(path));
            if (isFolder && MayMatchBelow(path))
                FolderContent.Paths(path).ForEach(waiting.Push);
        }
    }

    /// <summary>What matches at exactly this path now; null when nothing does.</summary>
    public HostEntry? EntryAt(string path) =>
        Matches(path) && Obstacle(path) is null && EntryFacts.Of(path) is { } facts ? Entry(path, facts) : null;

    /// <summary>
    /// The first part of a path below the root that is there and is no folder, so the path itself is not in the tree. To look at the
    /// path would follow a link out of the tree.
    /// </summary>
    internal string? Obstacle(string path)
    {
        for (var end = Math.Min(Root.Length + 1, path.Length); (end = path.IndexOf(Path.DirectorySeparatorChar, end)) >= 0; end++)
            if (EntryFacts.Of(path[..end]) is { Kind: not FileKind.Folder })
                return path[..end];
        return null;
    }

    internal RuleVerdict Explain(string path)
    {
        if (!PathBelow.IsAtOrBelow(Root, path))
            return new RuleVerdict(this, false, $"it is not below {Root}", null, null);
        if (path.Length == Root.Length)
            return IsFolder
                ? new RuleVerdict(this, false, "it is the folder of the rule: only what is in it counts", null, null)
                : new RuleVerdict(this, true, "it is the file of the rule", null, ContainerPath(path));
        var (matches, reason, pattern) = _patterns.Explain(path);
        return new RuleVerdict(this, matches, reason, pattern, matches ? ContainerPath(path) : null);
    }

    /// <summary>Pipes, sockets and devices are not copied.</summary>
    private HostEntry? Entry(string path, EntryFacts facts) =>
        facts.Kind == FileKind.Other ? null : new HostEntry(path, ContainerPath(path) ?? path, facts) { IsFresh = facts.IsFresh };
}
