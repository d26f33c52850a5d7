using System.Runtime.InteropServices;
using Compose.Engine;

namespace Compose.Cli.Interactive;

/// <summary>
/// A standard stream as bytes and nothing else. The console's own streams edit lines when they read from a terminal, and go on in silence when
/// the reader of their output is gone, so that `logs -f | head` would never end.
/// </summary>
sealed class DescriptorStream(int descriptor, bool isOutput) : FlowingStream
{
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

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = NativeTerminal.Write(descriptor, buffer);
            if (count >= 0)
                buffer = buffer[(int)count..];
            else if (!IsToBeRepeated())
                throw new OutputClosed(Marshal.GetLastPInvokeError() is NativeTerminal.BrokenPipe ? null : Marshal.GetLastPInvokeErrorMessage());
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Whoever waits for a key blocks a thread; that it cannot be called off does not matter to a process that ends.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Read(buffer.Span), cancellationToken));

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

    private bool IsToBeRepeated()
    {
        switch (Marshal.GetLastPInvokeError())
        {
            case NativeTerminal.Interrupted:
                return true;
            case NativeTerminal.WouldBlock or NativeTerminal.WouldBlockOnMac:
                NativeTerminal.Await(descriptor, isOutput);
                return true;
            default:
                return false;
        }
    }
}
