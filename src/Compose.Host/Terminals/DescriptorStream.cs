using System.Runtime.InteropServices;

namespace Compose.Host.Terminals;

/// <summary>
/// A standard stream as bytes and nothing else. The console's own streams edit lines when they read from a terminal, and go on in silence
/// when the reader of their output is gone, so that `logs -f | head` would never end.
/// </summary>
public sealed class DescriptorStream(int descriptor, bool isOutput) : ForwardOnlyStream
{
    private readonly Lock _gate = new();
    private byte[] _received = [];

    public override bool CanRead => !isOutput;

    public override bool CanWrite => isOutput;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = NativeTerminal.Read(descriptor, buffer);
            if (count >= 0)
                return (int)count;
            if (!IsToBeRepeated())
                return 0;
        }
    }

    /// <summary>What one caller writes is not mixed with what another writes at the same time.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            while (!buffer.IsEmpty)
            {
                var count = NativeTerminal.Write(descriptor, buffer);
                if (count >= 0)
                    buffer = buffer[(int)count..];
                else if (!IsToBeRepeated())
                    throw Closed();
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>
    /// A cancelled read goes on in its thread and takes the next input with it: only a command that reads no more may cancel.
    /// </summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Not into the caller's buffer, which may have another use by the time that a cancelled read ends.
        if (_received.Length < buffer.Length)
            _received = new byte[buffer.Length];
        var received = _received.AsMemory(0, buffer.Length);
        var count = await Task.Run(() => Read(received.Span), CancellationToken.None).WaitAsync(cancellationToken);
        received[..count].CopyTo(buffer);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OutputClosed Closed() =>
        new(Marshal.GetLastPInvokeError() is NativeTerminal.BrokenPipe ? null : Marshal.GetLastPInvokeErrorMessage());

    private bool IsToBeRepeated()
    {
        switch (Marshal.GetLastPInvokeError())
        {
            case NativeTerminal.Interrupted:
                return true;
            case NativeTerminal.WouldBlock or NativeTerminal.WouldBlockOnMac:
                NativeTerminal.WaitFor(descriptor, isOutput);
                return true;
            default:
                return false;
        }
    }
}
