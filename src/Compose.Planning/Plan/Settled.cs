namespace Compose.Planning;

/// <summary>Something a command asks of a container and that is so already: it takes no step, and is told all the same.</summary>
public sealed record Settled(string Container, SettledKind Kind);
