using System.Runtime.InteropServices;
using Compose.Cli.Loop;
using Compose.Engine;

namespace Compose.Cli.Terminals;

/// <summary>
/// A standard stream as bytes and nothing else. The console's own streams edit lines when they read from a terminal, and go on in silence when
/// the reader of their output is gone, so that `logs -f | head` would never end.
/// </summary>
internal sealed class DescriptorStream(int descriptor, bool isOutput, IReadiness? readiness) : FlowingStream
{
    private const int SmallestRoom = 512;
    private readonly Lazy<bool> _neverBlocks = new(() => Descriptors.IsFile(descriptor));

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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Whoever waits for a key blocks a thread then; that it cannot be called off does not matter to a process that ends.
        if (readiness is null)
            return await Task.Run(() => Read(buffer.Span), cancellationToken);
        await readiness.WaitAsync(descriptor, toWrite: false, cancellationToken);
        return Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // More than a pipe surely has room for may have to wait for its reader, and signals are not to wait for him too.
        if (readiness is not null && !_neverBlocks.Value && (buffer.Length > SmallestRoom || !Descriptors.IsReady(descriptor, toWrite: true)))
            return new ValueTask(Task.Run(() => Write(buffer.Span), CancellationToken.None));
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
                Descriptors.WaitFor(descriptor, isOutput);
                return true;
            default:
                return false;
        }
    }
}
