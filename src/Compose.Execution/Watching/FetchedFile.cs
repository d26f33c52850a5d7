namespace Compose.Execution.Watching;

/// <summary>What became of a file that a container may have written.</summary>
/// <param name="Modified">When the copy on the host was written, by its container; null when nothing was copied.</param>
/// <param name="Failure">Why it cannot be copied, as a sentence.</param>
public readonly record struct FetchedFile(DateTimeOffset? Modified, string? Failure)
{
    /// <summary>Copies keep times to a ten millionth of a second, and some file systems less.</summary>
    internal static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether the file of the host is the copy, and nothing newer.</summary>
    public bool IsFetched(string path) =>
        Modified is { } modified && (File.GetLastWriteTimeUtc(path) - modified.UtcDateTime).Duration() < Resolution;
}
