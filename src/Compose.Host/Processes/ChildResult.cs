namespace Compose.Host.Processes;

public sealed record ChildResult(int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error);
