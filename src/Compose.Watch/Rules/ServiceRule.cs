using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Watch.Entries;

namespace Compose.Watch.Rules;

/// <summary>One develop rule of one service. Safe to use from several threads.</summary>
public sealed class ServiceRule
{
    internal ServiceRule(Service service, int index) => (Service, Index, Rule, Root) = (service, index, service.Watch[index], service.Watch[index].Path);

    public Service Service { get; }

    /// <summary>Its number in the service's list, from 0.</summary>
    public int Index { get; }

    public WatchRule Rule { get; }

    /// <summary>Where the rule stands in its file.</summary>
    public SourceSpan Span => Rule.Source.Span;

    /// <summary>The absolute path that is watched, without links. It may be a file, and it may be missing.</summary>
    public string Root { get; }

    /// <summary>Whether a change of this absolute path counts. The root matches only when it is a file: a folder's root is not copied, only what is in it.</summary>
    public bool Matches(string path) => path.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The path in the container; null for a path outside of the root and for actions that copy nothing.</summary>
    public string? ContainerPath(string path) => Rule.Target is { } target ? target + path[Root.Length..] : null;

    /// <summary>Everything that matches now, at or below a path (by default the root); a folder comes before what is in it.</summary>
    public IEnumerable<HostEntry> Entries(string? below = null) => [];

    /// <summary>What matches at exactly this path now; null when nothing does.</summary>
    public HostEntry? EntryAt(string path) => null;
}
