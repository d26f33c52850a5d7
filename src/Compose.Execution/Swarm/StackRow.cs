namespace Compose.Execution.Swarm;

/// <summary>A stack with the number of its services.</summary>
public sealed record StackRow(string Name, int Services);
