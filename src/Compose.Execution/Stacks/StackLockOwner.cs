namespace Compose.Execution.Stacks;

/// <summary>The run that wants a stack for itself.</summary>
/// <param name="Name">"anna@build1".</param>
/// <param name="Command">"up".</param>
/// <param name="Token">No other run has it.</param>
/// <param name="Dead">The token of the run on this machine that had the stack before and has ended, however it ended.</param>
public sealed record StackLockOwner(string Name, string Command, string Token, string? Dead);
