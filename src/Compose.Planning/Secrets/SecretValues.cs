using System.Collections.Immutable;

namespace Compose.Planning.Secrets;

/// <summary>Whether the value of a variable is a secret: by its name, or because it looks like one.</summary>
public static class SecretValues
{
    private static readonly ImmutableArray<string> Plain = ["true", "false", "yes", "no", "on", "off", "none", "null"];

    /// <summary>Names with these endings are those of settings: only a value that looks like a secret is one there.</summary>
    private static readonly ImmutableArray<string> Settings =
        ["_audience", "_class", "_enabled", "_issuer", "_mechanism", "_protocol", "_provider", "_servers", "_source", "_type", "_uri",
            "_url"];

    public static bool IsSecret(string variable, string value) => value.Length > 0 && !IsPlain(variable, value)
        && (IsSetting(variable) ? Redaction.ByShape.Text(value) : Redaction.ByShape.Shown("environment." + variable, value)) != value;

    private static bool IsSetting(string name) => Settings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A path, a switch, a number of seconds or of letters, levels of loggers and a place to fill in are no secrets, whatever the variable
    /// is called.
    /// </summary>
    private static bool IsPlain(string name, string value) =>
        value[0] is '/' || IsPlaceholder(value.Trim('\'', '"')) || IsKeyFile(value) || Plain.Contains(value.ToLowerInvariant())
            || IsCount(name, value) || name.EndsWith("_loggers", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlaceholder(string value) => value.StartsWith('<') && value.EndsWith('>');

    private static bool IsKeyFile(string value) => value.Contains('/') && Path.GetExtension(value) is ".pem" or ".key" or ".crt";

    private static bool IsCount(string name, string value) =>
        value.All(char.IsAsciiDigit) && (value.Length <= 3 || name.Contains("TTL", StringComparison.OrdinalIgnoreCase)
            || name.Contains("EXPIR", StringComparison.OrdinalIgnoreCase) || name.Contains("LENGTH", StringComparison.OrdinalIgnoreCase)
            || name.Contains("LIFETIME", StringComparison.OrdinalIgnoreCase) || name.Contains("MAX", StringComparison.OrdinalIgnoreCase));
}
