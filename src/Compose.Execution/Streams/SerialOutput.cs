namespace Compose.Execution.Streams;

/// <summary>Lines of several containers, one at a time.</summary>
internal sealed class SerialOutput(OutputLine receive)
{
    private readonly Lock _gate = new();

    public void Receive(string container, bool isError, ReadOnlySpan<byte> line)
    {
        lock (_gate)
            receive(container, isError, line);
    }
}
