using System.Runtime.ExceptionServices;

namespace Compose.Execution.Tasks;

/// <summary>
/// Tasks that run beside each other. The first that fails ends the others, and its failure reaches the one who waits for the group, so that
/// no failure is lost and no wait goes on for what cannot come any more.
/// </summary>
public sealed class TaskGroup : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Task> _tasks = [];
    private readonly CancellationTokenSource _end;
    private ExceptionDispatchInfo? _failure;

    public TaskGroup(CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _end.Token;
    }

    /// <summary>Cancelled when the group is to end.</summary>
    public CancellationToken Token { get; }


    /// <summary>Begins one more. What is given back ends with it, but never fails: failures are for <see cref="WaitAsync"/>.</summary>
    public Task Begin(Func<CancellationToken, Task> begin)
    {
        var task = ObserveAsync(begin);
        lock (_gate)
            _tasks.Add(task);
        return task;
    }

    /// <summary>Begins one more that only <see cref="WaitAsync"/> waits for.</summary>
    public void Add(Func<CancellationToken, Task> begin) => _ = Begin(begin);

    public void End() => _end.Cancel();

    /// <summary>Until all have ended, those too that are added meanwhile. Being cancelled is no failure.</summary>
    public async Task WaitAsync()
    {
        for (var at = 0; At(at) is { } task; at++)
            await task;
        _failure?.Throw();
    }

    public void Dispose() => _end.Dispose();

    private Task? At(int place)
    {
        lock (_gate)
            return place < _tasks.Count ? _tasks[place] : null;
    }

    private async Task ObserveAsync(Func<CancellationToken, Task> begin)
    {
        try
        {
            await begin(Token);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            // It ends because it was asked to.
        }
#pragma warning disable CA1031 // Whatever it is goes to the one who waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            await _end.CancelAsync();
        }
    }
}
