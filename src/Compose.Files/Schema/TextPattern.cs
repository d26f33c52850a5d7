namespace Compose.Files.Schema;

/// <summary>A pattern of strings: as the JSON schema writes it, and as a function.</summary>
public sealed record TextPattern(string Expression, Func<string, bool> Matches);
