using Compose.Host;

namespace Compose.Watch.Entries;

/// <summary>Something of the host that a rule matches, as it was when it was looked at.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="ContainerPath">Where it belongs in the container; for a rule that copies nothing, its path.</param>
/// <param name="Facts">What it is.</param>
public sealed record HostEntry(string Path, string ContainerPath, EntryFacts Facts)
{
    private const long LargestDigested = 256 * 1024;
    private string? _digest;

    public FileKind Kind => Facts.Kind;

    /// <summary>
    /// It was looked at so soon after its last change that another change may have the same time: then the digest decides.
    /// </summary>
    internal bool IsFresh { get; init; }

    /// <summary>Of its content, which is read once. Empty for what has no content, is too large, or is gone.</summary>
    internal string Digest { get => _digest ??= ReadDigest(); init => _digest = value; }

    /// <summary>Before a copy: what is written after it must not be taken for what was copied.</summary>
    internal void FixDigest() => _digest ??= IsFresh ? ReadDigest() : null;

    private string ReadDigest()
    {
        if (Kind != FileKind.File || Facts.Size > LargestDigested)
            return "";
        try
        {
            using var file = TreeFile.Open(Path);
            if (file is not { Length: <= LargestDigested })
                return "";
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return ContentDigest.Hex(content);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // To copy it once more is right, too.
            return "";
        }
    }
}
