namespace Compose.Watch.Changes;

/// <summary>The index locks of the repositories that the roots are in: git holds one while it writes the working tree.</summary>
internal sealed class GitLocks(IReadOnlyCollection<string> locks, TimeProvider time)
{
    private const string WorktreePrefix = "gitdir: ";

    /// <summary>An older lock was left by a git that was killed.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);

    public static GitLocks Of(IEnumerable<string> roots, TimeProvider time) =>
        new([.. roots.Select(LockOf).OfType<string>().Distinct(StringComparer.Ordinal)], time);

    public bool IsHeld()
    {
        foreach (var path in locks)
            if (File.Exists(path) && time.GetUtcNow() - File.GetLastWriteTimeUtc(path) < Oldest)
                return true;
        return false;
    }

    private static string? LockOf(string root)
    {
        for (var folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var git = Path.Combine(folder, ".git");
            if (Directory.Exists(git))
                return Path.Combine(git, "index.lock");
            if (File.Exists(git))
                return WorktreeLock(folder, git);
        }

        return null;
    }

    /// <summary>A worktree and a submodule have a file that names the folder.</summary>
    private static string? WorktreeLock(string folder, string file)
    {
        try
        {
            var text = File.ReadLines(file).FirstOrDefault() ?? "";
            return text.StartsWith(WorktreePrefix, StringComparison.Ordinal)
                ? Path.Combine(Path.GetFullPath(text[WorktreePrefix.Length..].Trim(), folder), "index.lock")
                : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // Without it a checkout is several batches.
            return null;
        }
    }
}
