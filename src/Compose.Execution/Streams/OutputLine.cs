namespace Compose.Execution.Streams;

/// <summary>Takes one line of a container's output, without its line break. The bytes are only good during the call.</summary>
public delegate void OutputLine(string container, bool isError, ReadOnlySpan<byte> line);
