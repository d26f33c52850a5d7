using Compose.Host;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>
/// The random key of the digests on one container, network or volume. A hidden key is an annotation of the container: it is not in its labels, so a reader of labels cannot
/// try values. A key that is not hidden is a label; it is no more than a salt, and no digest of what may be a secret attribute is made with it.
/// </summary>
public sealed record DigestKey(string Value, bool IsHidden)
{
    private const int KeyDigits = 32;
    private const int DigestBytes = 12;

    /// <summary>Each subject ("services/web", "networks/front") of each run has its own.</summary>
    public static DigestKey For(DesiredOptions options, string subject, bool isHidden) => new(ContentDigest.Hex($"{options.Seed}\0{subject}")[..KeyDigits], isHidden);

    /// <summary>Null for what Docker Compose or an ncompose without keys has made.</summary>
    public static DigestKey? Of(NamedMap<string> annotations, NamedMap<string> labels) =>
        annotations.TryGet(LabelNames.Key, out var hidden) ? new DigestKey(hidden, IsHidden: true) : labels.TryGet(LabelNames.Key, out var salt) ? new DigestKey(salt, IsHidden: false) : null;

    /// <summary>Of a value at a path: two equal values have two digests. 96 bits, in the characters of Base64.</summary>
    public string Digest(string path, string value) => Convert.ToBase64String(Convert.FromHexString(ContentDigest.Hex($"{Value}\0{path}\0{value}").AsSpan(0, 2 * DigestBytes)));
}
