namespace Compose.Execution.Providers;

/// <summary>
/// A variable of a provider. One that is not <paramref name="IsRaw"/> gets the name of the provider's service before its own.
/// </summary>
internal sealed record ProvidedVariable(string Name, string Value, bool IsRaw)
{
    public string NameFor(string service) => IsRaw ? Name : $"{service.ToUpperInvariant()}_{Name}";

    /// <summary>Null when the text is not `NAME=value`.</summary>
    public static ProvidedVariable? Parse(string text, bool isRaw) =>
        text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? new ProvidedVariable(text[..at], text[(at + 1)..], isRaw) : null;
}
