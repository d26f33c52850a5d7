using Compose.Execution.Queries;

namespace Compose.Execution.Logs;

/// <summary>Lines of several containers, one at a time.</summary>
internal sealed class SerialOutput(OutputReceiver receiver) : OutputReceiver
{
    private readonly Lock _gate = new();

    public override void Begin(ContainerRow container, string name)
    {
        lock (_gate)
            receiver.Begin(container, name);
    }

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        lock (_gate)
            receiver.Line(container, isError, line);
    }

    public override void Flush()
    {
        lock (_gate)
            receiver.Flush();
    }
}
