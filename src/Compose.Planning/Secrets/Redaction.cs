using System.Collections.Immutable;

namespace Compose.Planning.Secrets;

/// <summary>
/// Every value that a plan, a drift finding, an explanation or a message prints goes through here. Hidden are values with the name of a
/// secret, values that look like one (<see cref="SecretShapes"/>), and the contents of the project's own secrets.
/// </summary>
public sealed class Redaction
{
    public const string Hidden = "(hidden)";
    private const int ShortestSecret = 4;
    private const int ShortestLine = 8;

    private readonly ImmutableArray<string> _secrets;

    /// <param name="secrets">The contents of the project's secrets. Very short ones are ignored: they would hide parts of ordinary
    /// words.</param>
    public Redaction(IEnumerable<string> secrets)
    {
        var values = secrets.Select(secret => secret.Trim()).ToList();
        var lines = values.Where(value => value.Contains('\n')).SelectMany(value => value.Split('\n')).Select(line => line.Trim())
            .Where(line => line.Length >= ShortestLine);
        _secrets = [.. values.Where(value => value.Length >= ShortestSecret).Concat(lines)
            .Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];
    }

    /// <summary>Knows no secrets of a project.</summary>
    public static Redaction ByShape { get; } = new([]);

    /// <summary>The printable form of an attribute's value; entirely hidden if the path is the name of a secret.</summary>
    public string? Shown(string path, string? value) => value is null ? null : SecretNames.Hides(path) ? Hidden : Text(value);

    public string Text(string value)
    {
        foreach (var secret in _secrets)
            value = value.Replace(secret, Hidden, StringComparison.Ordinal);
        return SecretShapes.Hide(value);
    }
}
