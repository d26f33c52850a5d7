using System.Collections.Immutable;
using Compose.Host;

namespace Compose.Execution.Remotes;

/// <summary>What the user has allowed remote files to do, kept beside the cache for the digests and commits that asked for it.</summary>
public sealed class AcceptedAccess(ImmutableArray<UsedRemote> used, ImmutableArray<string> lines)
{
    private readonly ImmutableArray<string> _digests = [.. lines.Select(ContentDigest.Hex)];

    private IEnumerable<string> Files => used.Select(remote => remote.Folder + ".accepted").Distinct(StringComparer.Ordinal);

    /// <summary>The same was allowed before, for the same content.</summary>
    public bool IsKnown => Files.All(file => File.Exists(file) && File.ReadAllText(file) is var known
        && _digests.All(digest => known.Contains(digest, StringComparison.Ordinal)));

    /// <summary>Null when it is remembered; else why the machine refuses.</summary>
    public string? Remember()
    {
        try
        {
            foreach (var file in Files)
            {
                using var stream = new FileStream(file, FileLock.OwnFile(FileMode.OpenOrCreate));
                stream.Seek(0, SeekOrigin.End);
                stream.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(_digests.Select(digest => digest + "\n"))));
            }

            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: the user is asked again next time.
            return refusal.Message;
        }
    }
}
