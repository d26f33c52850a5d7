namespace Compose.Engine;

/// <summary>Bytes that pass once and forwards: a connection, a pipe, a terminal. The parts of a stream that it therefore does not have.</summary>
public abstract class FlowingStream : Stream
{
    public sealed override bool CanSeek => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();
}
