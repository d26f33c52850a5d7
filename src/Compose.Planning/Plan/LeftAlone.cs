namespace Compose.Planning;

/// <summary>Something that a command passes over, and why.</summary>
public sealed record LeftAlone(string Subject, string Why);
