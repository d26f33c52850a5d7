namespace Compose.Engine;

public readonly record struct OutputPiece(OutputPipe Pipe, ReadOnlyMemory<byte> Bytes);
