using System.Net;

namespace Compose.Engine.Artifacts;

/// <summary>
/// The address that a registry sends its clients to for a token. The registry chooses it, so it decides where the credential goes: an
/// address of another site is refused.
/// </summary>
internal static class TokenRealm
{
    /// <summary>Null when a credential for the registry may be sent there; else the reason.</summary>
    internal static string? Refusal(Uri registry, Uri realm)
    {
        if (realm.Scheme != Uri.UriSchemeHttps && realm.Scheme != Uri.UriSchemeHttp)
            return "its scheme is not https";
        if (realm.UserInfo.Length > 0)
            return "it holds a user name";
        if (realm.Scheme == Uri.UriSchemeHttp && (registry.Scheme != Uri.UriSchemeHttp || !IsSameHost(registry, realm)))
            return "it is not encrypted";
        return IsSameHost(registry, realm) || IsSameSite(registry, realm) ? null : "it is on another site";
    }

    private static bool IsSameHost(Uri registry, Uri realm) => string.Equals(registry.Host, realm.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>auth.docker.io for registry-1.docker.io, and gitlab.com for registry.gitlab.com.</summary>
    private static bool IsSameSite(Uri registry, Uri realm)
    {
        if (IPAddress.TryParse(registry.Host, out _) || registry.HostNameType != UriHostNameType.Dns)
            return false;
        var labels = registry.Host.Split('.');
        if (labels.Length < 3 || IsSharedSuffix(labels[1..]))
            return false;
        var site = string.Join('.', labels[1..]);
        return string.Equals(realm.Host, site, StringComparison.OrdinalIgnoreCase)
            || realm.Host.EndsWith("." + site, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>co.uk and com.au belong to all.</summary>
    private static bool IsSharedSuffix(string[] labels) => labels is [{ Length: <= 3 }, { Length: 2 }];
}
