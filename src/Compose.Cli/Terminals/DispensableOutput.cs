using Compose.Host;
using Compose.Host.Terminals;

namespace Compose.Cli.Terminals;

/// <summary>
/// Output that a run can do without, such as its progress: what cannot be written (a full disk, a closed descriptor, a reader that has
/// gone) is left out, and nothing of what is done changes by it.
/// </summary>
internal sealed class DispensableOutput(Stream stream) : ForwardOnlyStream
{
    private readonly TaskCompletionSource _readerGone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something could not be written because its reader has gone (`| head`).</summary>
    public Task ReaderGone => _readerGone.Task;

    public override bool CanRead => false;
    public override bool CanWrite => true;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (IOException failure)
        {
            LeaveOut(failure);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await stream.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException failure)
        {
            LeaveOut(failure);
        }
    }

    public override void Flush()
    {
        try
        {
            stream.Flush();
        }
        catch (IOException failure)
        {
            LeaveOut(failure);
        }
    }

    /// <summary>There may be nowhere to say so: this can be standard error itself.</summary>
    private void LeaveOut(IOException failure)
    {
        if (failure is OutputClosed { Why: null })
            _readerGone.TrySetResult();
    }
}
