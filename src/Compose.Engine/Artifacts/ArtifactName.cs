using Compose.Engine.Registry;

namespace Compose.Engine.Artifacts;

/// <summary>The name of an artifact in a registry, taken apart and checked: its parts become parts of addresses.</summary>
public sealed record ArtifactName(string Registry, string Repository, string? Tag, string? Digest)
{
    private const int LongestName = 255;
    private const int LongestTag = 128;

    /// <summary>The host that is asked.</summary>
    public string Host => Registry == "docker.io" ? "registry-1.docker.io" : Registry;

    /// <summary>The key of its credential in the docker configuration.</summary>
    public string CredentialKey => Registry == "docker.io" ? RegistryName.DockerHub : Registry;

    /// <summary>What a manifest is asked for by: the digest where there is one.</summary>
    public string Reference => Digest ?? Tag ?? "latest";

    public override string ToString() => $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    /// <summary>Null when the text is no name of an artifact. Without a registry it is one of Docker Hub, without a tag it is the
    /// latest.</summary>
    public static ArtifactName? Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : text[(at + 1)..];
        var named = at < 0 ? text : text[..at];
        if (named.Length is 0 or > LongestName || (digest is not null && !IsDigest(digest)))
            return null;
        var colon = named.LastIndexOf(':');
        var tag = colon > named.LastIndexOf('/') ? named[(colon + 1)..] : null;
        if (tag is not null && !IsTag(tag))
            return null;
        var (repository, _) = ImageName.Split(ImageName.InFull(named));
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsHost(repository[..slash]) || !repository[(slash + 1)..].Split('/').All(IsComponent))
            return null;
        return new ArtifactName(repository[..slash], repository[(slash + 1)..], tag ?? (digest is null ? "latest" : null), digest);
    }

    public static bool IsDigest(string text) =>
        text.Length == "sha256:".Length + 64 && text.StartsWith("sha256:", StringComparison.Ordinal)
            && IsHex(text["sha256:".Length..]);

    public static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= LongestTag && tag[0] is not ('.' or '-') && tag.All(c => char.IsAsciiLetterOrDigit(c)
            || c is '_' or '.' or '-');

    private static bool IsHost(string host) =>
        host[0] != '-' && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']')
            && Uri.TryCreate("https://" + host, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
                && address.PathAndQuery == "/";

    private static bool IsComponent(string part) =>
        part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && char.IsAsciiLetterOrDigit(part[^1])
            && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');
}
