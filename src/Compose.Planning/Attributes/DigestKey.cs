using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Naming;

namespace Compose.Planning.Attributes;

/// <summary>
/// The random key of the digests on one container, network or volume. A hidden key is an annotation of the container, so a reader of labels
/// cannot try values. A key in a label is only a salt: no digest of a possible secret uses it.
/// </summary>
public sealed record DigestKey(string Value, bool IsHidden)
{
    private const int KeyDigits = 32;
    private const int DigestBytes = 12;

    /// <summary>Each subject ("services/web", "networks/front") of each run has its own key.</summary>
    public static DigestKey For(string seed, string subject, bool isHidden) =>
        new(ContentDigest.Hex($"{seed}\0{subject}")[..KeyDigits], isHidden);

    /// <summary>Null for resources of Docker Compose or of an ncompose without keys.</summary>
    public static DigestKey? Of(NamedMap<string> annotations, NamedMap<string> labels) =>
        annotations.TryGet(LabelNames.Key, out var hidden) ? new DigestKey(hidden, IsHidden: true)
            : labels.TryGet(LabelNames.Key, out var salt) ? new DigestKey(salt, IsHidden: false)
            : null;

    /// <summary>The path is part of the digest, so equal values have different digests. 96 bits in Base64.</summary>
    public string Digest(string path, string value) =>
        Convert.ToBase64String(Convert.FromHexString(ContentDigest.Hex($"{Value}\0{path}\0{value}").AsSpan(0, 2 * DigestBytes)));
}
