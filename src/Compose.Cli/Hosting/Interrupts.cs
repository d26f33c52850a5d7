using System.Diagnostics;
using System.Runtime.InteropServices;
using Compose.Cli.Terminals;
using Compose.Host.Terminals;

namespace Compose.Cli.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks to stop: no new steps, waits end. The second asks to stop at once, the third ends the process. A
/// program that does not come to its end within a second after the first (it computes, or a file does not answer) is ended, unless it
/// changes the project.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>`timeout -s INT` signals its program and then its group: two signals that are so close are one.</summary>
    private static readonly TimeSpan Once = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _gate = new();
    private Action? _onFirst;
    private int _count;
    private long _firstAt;
    private bool _isOver;

    public Interrupts()
    {
        if (!OperatingSystem.IsWindows())
            NativeTerminal.HeedInterrupts();
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, On));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, On));
    }

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Kill => _kill.Token;

    public bool Asked => Volatile.Read(ref _count) > 0;

    /// <summary>The project is being changed, or is still to be stopped: that is not cut off because the program is slow.</summary>
    public volatile bool MustFinish;

    /// <summary>An attached `up` says goodbye in its own way instead of ending.</summary>
    public void OnFirst(Action action)
    {
        lock (_gate)
            _onFirst = action;
    }

    /// <summary>From now on signals are handed on to a container.</summary>
    public void Release()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _registrations.Clear();
    }

    public void Dispose()
    {
        Release();
        _ended.Set();
        lock (_gate)
        {
            _isOver = true;
            _stop.Dispose();
            _kill.Dispose();
        }
    }

    /// <summary>As a signal does.</summary>
    public Task AskAsync() => ObeyAsync(Interlocked.Increment(ref _count));

    /// <summary>As the first signal, unless there was one: the run around this one has got it, perhaps before this one listened.</summary>
    public void AskFirst()
    {
        if (Interlocked.CompareExchange(ref _firstAt, Stopwatch.GetTimestamp(), 0) == 0)
            ObeyAsync(Interlocked.Increment(ref _count)).Wait(LongestWait);
    }

    /// <summary>Runs on a thread that belongs to the signal: it can wait, and end the process whatever the others do.</summary>
    private void On(PosixSignalContext context)
    {
        var now = Stopwatch.GetTimestamp();
        var first = Interlocked.CompareExchange(ref _firstAt, now, 0);
        context.Cancel = true;
        if (first != 0 && Stopwatch.GetElapsedTime(first, now) < Once)
            return;
        var mayBeCut = !MustFinish;
        var count = Interlocked.Increment(ref _count);
        var told = ObeyAsync(count);
        told.Wait(LongestWait);
        if (count > 2 || (mayBeCut && !_ended.Wait(LongestWait) && !MustFinish))
            ProcessEnd.Now(ExitCodes.Interrupted);
    }

    /// <summary>Ends when all who listen have been told. They are told elsewhere: what ends because of it may take long.</summary>
    private Task ObeyAsync(int count)
    {
        lock (_gate)
        {
            if (_isOver)
                return Task.CompletedTask;
            if (count == 1)
                _onFirst?.Invoke();
            return count switch
            {
                1 => _stop.CancelAsync(),
                2 => _kill.CancelAsync(),
                _ => Task.CompletedTask,
            };
        }
    }
}
