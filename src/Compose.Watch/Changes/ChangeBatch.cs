namespace Compose.Watch.Changes;

/// <summary>
/// Paths that may have changed. A batch never tells what happened: the receiver looks at the file system when it acts. What is there
/// is copied, what is not there is deleted.
/// </summary>
/// <param name="Paths">Absolute paths that a rule matches, each by itself: of a folder, only the folder.</param>
/// <param name="RescanRoots">Absolute paths below which anything may have changed: files that were not seen to come or go.</param>
/// <param name="FirstSeen">When the first change of the batch arrived.</param>
public sealed record ChangeBatch(IReadOnlyList<string> Paths, IReadOnlyList<string> RescanRoots, DateTimeOffset FirstSeen);
