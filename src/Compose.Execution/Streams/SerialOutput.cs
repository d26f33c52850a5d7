namespace Compose.Execution.Streams;

/// <summary>Lines of several containers, one at a time.</summary>
internal sealed class SerialOutput(OutputReceiver receiver) : OutputReceiver
{
    private readonly Lock _gate = new();

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        lock (_gate)
            receiver.Line(container, isError, line);
    }

    public override void Idle()
    {
        lock (_gate)
            receiver.Idle();
    }
}
