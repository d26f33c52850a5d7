using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Cli.Commands.Images;

/// <summary>What a lock file says: the digest of each image, and where in it the image stands.</summary>
internal sealed record LockedImages(NamedMap<string> Pins, NamedMap<SourceSpan> Places);
