using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Something of the host that a rule matches, as it was when it was looked at.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="ContainerPath">Where it belongs in the container; for a rule that copies nothing, its path.</param>
/// <param name="Facts">What it is.</param>
public sealed record HostEntry(string Path, string ContainerPath, EntryFacts Facts)
{
    public FileKind Kind => Facts.Kind;

    /// <summary>The digest of the content when facts alone cannot show the next change: see <see cref="IsFresh"/>.</summary>
    internal string? Digest { get; init; }

    /// <summary>It was looked at so soon after its last change that another change may have the same time.</summary>
    internal bool IsFresh { get; init; }
}
