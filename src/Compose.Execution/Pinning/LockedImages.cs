using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Pinning;

/// <summary>What a lock file says: the digest of each image, and where in it the image stands.</summary>
public sealed record LockedImages(NamedMap<string> Pins, NamedMap<SourceSpan> Places)
{
    public static readonly LockedImages None = new(NamedMap<string>.Empty, NamedMap<SourceSpan>.Empty);

    /// <summary>The digest or commit of each remote file.</summary>
    public NamedMap<string> Remotes { get; init; } = NamedMap<string>.Empty;

    public NamedMap<SourceSpan> RemotePlaces { get; init; } = NamedMap<SourceSpan>.Empty;
}
