namespace Compose.Ui.Stack;

/// <summary>Work that is done only while there is a viewer: it begins with the first viewer and ends with the last.</summary>
public sealed class Audience(Func<CancellationToken, Task> work) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private int _viewers;
    private CancellationTokenSource? _end;
    private Task _running = Task.CompletedTask;

    public IDisposable Enter()
    {
        lock (_gate)
        {
            if (_viewers++ == 0)
            {
                _end = new CancellationTokenSource();
                _running = AfterAsync(_running, _end.Token);
            }
        }

        return new Seat(this);
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _end?.Cancel();
            running = _running;
        }

        await running;
    }

    private async Task AfterAsync(Task before, CancellationToken cancellationToken)
    {
        await before;
        await Task.Yield();
        try
        {
            await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last viewer has left.
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_viewers > 0)
                return;
            _end!.Cancel();
            _end.Dispose();
            _end = null;
        }
    }

    private sealed class Seat(Audience audience) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                audience.Leave();
        }
    }
}
