using System.Collections.Immutable;

namespace Compose.Planning.Desired;

/// <summary>
/// The one way of values into plans, findings of drift, explanations and messages. Hidden are: what has the name of a secret, what looks like one
/// (<see cref="SecretShapes"/>), and the values of the project's own secrets, wherever they appear.
/// </summary>
public sealed class Redaction
{
    public const string Hidden = "(hidden)";
    private const int ShortestSecret = 4;
    private const int ShortestLine = 8;

    private readonly ImmutableArray<string> _secrets;

    /// <param name="secrets">What the secrets of the project hold. A very short one would hide parts of ordinary words.</param>
    public Redaction(IEnumerable<string> secrets)
    {
        var values = secrets.Select(secret => secret.Trim()).ToList();
        var lines = values.Where(value => value.Contains('\n')).SelectMany(value => value.Split('\n')).Select(line => line.Trim()).Where(line => line.Length >= ShortestLine);
        _secrets = [.. values.Where(value => value.Length >= ShortestSecret).Concat(lines).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];
    }

    /// <summary>Without the secrets of a project.</summary>
    public static Redaction ByShape { get; } = new([]);

    /// <summary>The value of an attribute as it may be shown: nothing of one whose name says that it is a secret.</summary>
    public string? Shown(string path, string? value) => value is null ? null : SecretNames.Hides(path) ? Hidden : Text(value);

    /// <summary>A text as it may be shown.</summary>
    public string Text(string value)
    {
        foreach (var secret in _secrets)
            value = value.Replace(secret, Hidden, StringComparison.Ordinal);
        return SecretShapes.Hide(value);
    }
}
