using Compose.Watch.Entries;

namespace Compose.Execution.Watching;

/// <summary>An entry to copy and its owner in the container; null when the engine decides.</summary>
internal sealed record OwnedEntry(HostEntry Entry, FileOwner? Owner);
