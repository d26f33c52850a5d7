namespace Compose.Cli.Loop;

/// <summary>Somebody waits for a descriptor. Who does so on the loop's thread goes on there, everybody else where the runtime sees fit.</summary>
internal sealed class DescriptorWait(int descriptor, bool toWrite, bool isInLoop)
    : TaskCompletionSource(isInLoop ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
{
    private CancellationTokenRegistration _cancellation;

    public int Descriptor => descriptor;

    public Descriptors.Entry Entry => Descriptors.Entry.Of(descriptor, toWrite);

    public void CancelWith(Action<DescriptorWait> onCancel, CancellationToken cancel)
    {
        if (cancel.CanBeCanceled)
            _cancellation = cancel.UnsafeRegister((_, token) =>
            {
                TrySetCanceled(token);
                onCancel(this);
            }, null);
    }

    public void Complete()
    {
        _cancellation.Dispose();
        TrySetResult();
    }

    public void Abandon()
    {
        _cancellation.Dispose();
        TrySetException(new ObjectDisposedException(nameof(descriptor)));
    }
}
