using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Something of the host that a rule matches, as it was when it was looked at.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="ContainerPath">Where it belongs in the container.</param>
/// <param name="Facts">What it is.</param>
public sealed record HostEntry(string Path, string ContainerPath, EntryFacts Facts)
{
    public FileKind Kind => Facts.Kind;
}
