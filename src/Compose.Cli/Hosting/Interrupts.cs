using System.Diagnostics;
using System.Runtime.InteropServices;
using Compose.Cli.Terminals;

namespace Compose.Cli.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks to stop: no new steps, waits end. The second asks to stop at once, the third ends the process. When the program
/// is too busy to notice (it computes, or a file does not answer), the process ends after a second; in the middle of a change only at the second signal.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>Quicker than any hand: `timeout -s INT` signals its program and then its group, and that is once.</summary>
    private static readonly TimeSpan s_once = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly SynchronizationContext? _home = SynchronizationContext.Current;
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
    public bool Asked => _count > 0;

    /// <summary>The project is being changed, or is still to be stopped: that is not cut off because the program is slow.</summary>
    public volatile bool MustFinish;

    /// <summary>An attached `up` says goodbye in its own way instead of ending.</summary>
    public void OnFirst(Action action) => _onFirst = action;

    /// <summary>From now on signals are somebody else's: a container's that they are handed on to.</summary>
    public void Release()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _registrations.Clear();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _isOver = true;
        _stop.Dispose();
        _kill.Dispose();
    }

    /// <summary>As a signal does.</summary>
    public void Ask() => Ask(Interlocked.Increment(ref _count));

    private void On(PosixSignalContext context)
    {
        var now = Stopwatch.GetTimestamp();
        var first = Interlocked.CompareExchange(ref _firstAt, now, 0);
        context.Cancel = true;
        if (first != 0 && Stopwatch.GetElapsedTime(first, now) < s_once)
            return;
        var count = Interlocked.Increment(ref _count);
        var isHeard = count <= 2 && Ask(count).Wait(s_patience);
        // This thread belongs to the signal: it can end the process whatever the others do, and the terminal is given back on the way.
        if (!isHeard && (count > 1 || !MustFinish))
            ProcessEnd.Now(ExitCodes.Interrupted);
    }

    /// <summary>Signals come on threads of their own; what they call off belongs to the program's. Ends when that one has heard of it.</summary>
    private Task Ask(int count)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_home is null)
            Hear(null);
        else
            _home.Post(Hear, null);
        return heard.Task;

        void Hear(object? state)
        {
            heard.SetResult();
            if (!_isOver)
                Obey(count);
        }
    }

    private void Obey(int count)
    {
        switch (count)
        {
            case 1:
                _onFirst?.Invoke();
                _stop.Cancel();
                break;
            case 2:
                _kill.Cancel();
                break;
        }
    }
}
