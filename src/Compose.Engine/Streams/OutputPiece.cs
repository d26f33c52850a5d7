namespace Compose.Engine.Streams;

/// <summary>Some bytes of a container's output. <paramref name="StartsFrame"/>: the engine has begun a message with them.</summary>
public readonly record struct OutputPiece(OutputPipe Pipe, ReadOnlyMemory<byte> Bytes, bool StartsFrame = false);
