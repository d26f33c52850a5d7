using Compose.Cli.Terminals;
using Compose.Engine;

namespace Compose.Cli.Loop;

/// <summary>
/// The program's one thread: runs what is ready, and waits for descriptors when nothing is. Most commands are a handful of short questions to
/// the engine; pool, poller and gate, which the runtime starts for the first of them, take longer than all the answers.
/// Work that blocks or computes for long belongs on the pool (Task.Run), as everywhere.
/// </summary>
internal sealed class MainLoop : SynchronizationContext, IReadiness
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly (int Read, int Write) _waker = Descriptors.Pipe();
    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly List<DescriptorWait> _waits = [];
    private Descriptors.Entry[] _entries = new Descriptors.Entry[8];
    private bool _isAwake = true;

    private bool IsInside => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Runs the program to its end. It ends here, because whatever it awaits comes back to this thread.</summary>
    public static int Run(Func<MainLoop, Task<int>> program)
    {
        var loop = new MainLoop();
        SetSynchronizationContext(loop);
        var ended = program(loop);
        while (!ended.IsCompleted)
        {
            loop.RunReady();
            if (!ended.IsCompleted)
                loop.Await();
        }

        return ended.GetAwaiter().GetResult();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            _ready.Enqueue((d, state));
            Wake();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsInside)
            throw new InvalidOperationException("another thread cannot wait for the program's own");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    public Task WaitAsync(int descriptor, bool toWrite, CancellationToken cancel)
    {
        var wait = new DescriptorWait(descriptor, toWrite, IsInside);
        wait.CancelWith(Remove, cancel);
        lock (_gate)
        {
            // Called off already, it would be waited for in vain.
            if (!wait.Task.IsCompleted)
                _waits.Add(wait);
            Wake();
        }

        return wait.Task;
    }

    public void Forget(int descriptor)
    {
        DescriptorWait[] forgotten;
        lock (_gate)
        {
            forgotten = [.. _waits.Where(wait => wait.Descriptor == descriptor)];
            _waits.RemoveAll(wait => wait.Descriptor == descriptor);
            // What is being waited for at this moment still has the old number among its entries.
            Wake();
        }

        foreach (var wait in forgotten)
            wait.Abandon();
    }

    private void Remove(DescriptorWait wait)
    {
        lock (_gate)
            _waits.Remove(wait);
    }

    /// <summary>What is ready now; what comes of it is for the next turn, so that descriptors have theirs.</summary>
    private void RunReady()
    {
        int count;
        lock (_gate)
            count = _ready.Count;
        for (; count > 0; count--)
        {
            (SendOrPostCallback Callback, object? State) work;
            lock (_gate)
                work = _ready.Dequeue();
            work.Callback(work.State);
        }
    }

    private void Await()
    {
        // Code that does not care where it goes on is only continued here if this looks like any other thread.
        SetSynchronizationContext(null);
        foreach (var wait in Ready())
            wait.Complete();
        SetSynchronizationContext(this);
    }

    private DescriptorWait[] Ready()
    {
        DescriptorWait[] waits;
        bool forever;
        lock (_gate)
        {
            waits = [.. _waits];
            forever = _ready.Count == 0;
            // Whoever comes from now on has to wake us.
            _isAwake = !forever;
        }

        if (_entries.Length <= waits.Length)
            _entries = new Descriptors.Entry[2 * waits.Length];
        var entries = _entries.AsSpan(0, waits.Length + 1);
        entries[0] = Descriptors.Entry.Of(_waker.Read, toWrite: false);
        for (var i = 0; i < waits.Length; i++)
            entries[i + 1] = waits[i].Entry;
        var any = Descriptors.Wait(entries, forever);
        lock (_gate)
        {
            _isAwake = true;
            if (!any)
                return [];
            if (entries[0].Happened != 0)
                NativeTerminal.Read(_waker.Read, stackalloc byte[1]);
            var happened = new List<DescriptorWait>();
            for (var i = 0; i < waits.Length; i++)
                if (entries[i + 1].Happened != 0 && _waits.Remove(waits[i]))
                    happened.Add(waits[i]);
            return [.. happened];
        }
    }

    /// <summary>Under the gate. One byte is enough, and only when nobody has written it yet: the loop may be asleep.</summary>
    private void Wake()
    {
        if (_isAwake)
            return;
        _isAwake = true;
        NativeTerminal.Write(_waker.Write, [0]);
    }
}
