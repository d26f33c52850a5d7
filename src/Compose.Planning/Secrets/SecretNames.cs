using System.Collections.Immutable;

namespace Compose.Planning.Secrets;

/// <summary>Names that mark their value as a secret.</summary>
public static class SecretNames
{
    private static readonly ImmutableArray<string> Words =
        ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key", "private_key", "private-key", "access_key",
            "access-key", "accesskey", "accountkey", "credential", "authorization"];

    /// <summary>DB_PASS, SIGNING_KEY, --requirepass. Elsewhere in a name these words have too many other meanings.</summary>
    private static readonly ImmutableArray<string> Endings = ["pass", "pwd", "_key", "-key"];

    /// <summary>Names with these endings hold a location, an identifier or a setting, not the secret itself.</summary>
    private static readonly ImmutableArray<string> References = ["_file", "-file", "_path", "-path", "_dir", "-dir", "_name", "-name",
        "accesskeyname", "access_key_id", "accesskeyid", "public_key", "public-key", "publickey", "_endpoint", "_host", "_hostname",
        "_port", "_algorithm", "_language", "_minutes", "_hours", "_days"];

    private static readonly ImmutableArray<string> Others = ["tokeniz", "compass", "bypass", "trespass", "sort-key", "sort_key"];

    /// <summary>
    /// <paramref name="path"/> is an attribute path from the root or from the service, or a single name. Names of services, networks,
    /// volumes and secrets are not slots; below `secrets` only the content is a value.
    /// </summary>
    public static bool Hides(string path)
    {
        if (path.StartsWith("/run/secrets/", StringComparison.Ordinal))
            return false;
        var parts = path.Split('.', 3);
        if (parts[0] == "services" && parts.Length > 2 && IsOfReferences(parts[2]))
            return false;
        if (parts[0] is "services" or "networks" or "volumes")
            return parts.Length > 2 && Hides(parts[2]);
        if (parts[0] == "secrets")
            return parts.Length == 2 || (parts.Length == 3 && parts[2] == "content");
        return IsSecret(path) || (path.StartsWith("environment.", StringComparison.Ordinal) && HasSecretEnding(path));
    }

    /// <summary>A service lists the names of the secrets that it uses.</summary>
    private static bool IsOfReferences(string path) =>
        path.StartsWith("secrets.", StringComparison.Ordinal) || path == "build.secrets"
            || path.StartsWith("build.secrets.", StringComparison.Ordinal);

    /// <summary>The name of a variable or of an option in a command line, or of a field of a connection string.</summary>
    public static bool IsSecretOption(string name) => IsSecret(name)
        || ((name.StartsWith('-') || (name.Length > 0 && char.IsAsciiLetterUpper(name[0]))) && HasSecretEnding(name))
        || name.Equals("pwd", StringComparison.OrdinalIgnoreCase) || name is "sig" or "pass";

    private static bool IsSecret(string name) =>
        !IsReference(name) && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool HasSecretEnding(string name) =>
        !IsReference(name) && Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsReference(string name) =>
        References.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || Others.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
