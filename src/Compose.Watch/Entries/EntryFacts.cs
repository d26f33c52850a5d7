using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Kind, size, time and mode of an entry. A link is a link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Size">Bytes of a file; zero for all others.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
public readonly record struct EntryFacts(FileKind Kind, UnixFileMode Mode, long Size, long Modified)
{
    /// <summary>Where a link leads.</summary>
    public string? LinkTarget { get; init; }
}
