using Compose.Execution.Queries;

namespace Compose.Execution.Logs;

/// <summary>Takes the output of containers line by line. It is called from one place at a time.</summary>
public abstract class OutputReceiver
{
    /// <summary>Lines of this container may follow, under that name.</summary>
    public virtual void Begin(ContainerRow container, string name)
    {
    }

    /// <summary>One line without its line break. The bytes are only good during the call.</summary>
    public abstract void Line(string container, bool isError, ReadOnlySpan<byte> line);

    /// <summary>Nothing more is there for the moment: what was kept back should be shown.</summary>
    public virtual void Flush()
    {
    }
}
