using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Compose.Planning.Desired;

/// <summary>What is called a secret is not shown, whatever it holds.</summary>
public static partial class SecretNames
{
    private const string Hidden = "(hidden)";

    private static readonly ImmutableArray<string> Words =
        ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key", "private_key", "access_key", "credential", "authorization"];

    /// <summary>The names under `secrets` are references, not values.</summary>
    public static bool Hides(string path) => path != "secrets" && !path.StartsWith("/run/secrets/", StringComparison.Ordinal)
        && Words.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A value as it may be shown: nothing of one that its name calls a secret, and no password inside of an address.</summary>
    public static string? Shown(string path, string? value) => value is null ? null : Hides(path) ? Hidden : PasswordInAddress().Replace(value, "://$1:" + Hidden + "@");

    [GeneratedRegex(@"://([^/\s:@]*):[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInAddress();
}
