using Compose.Watch.Entries;

namespace Compose.Watch.Manifests;

/// <summary>What a container lacks.</summary>
/// <param name="Upload">Entries to copy; a folder comes before what is in it.</param>
/// <param name="Delete">Paths of the container to remove with everything below.</param>
public sealed record SyncChanges(IReadOnlyList<HostEntry> Upload, IReadOnlyList<string> Delete)
{
    public static readonly SyncChanges None = new([], []);

    public bool IsEmpty => Upload.Count == 0 && Delete.Count == 0;
}
