namespace Compose.Engine;

public sealed record ChildResult(int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error);
