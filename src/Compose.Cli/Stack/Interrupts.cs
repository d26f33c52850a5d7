using System.Diagnostics;
using System.Runtime.InteropServices;
using Compose.Cli.Interactive;

namespace Compose.Cli.Stack;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks to stop: no new steps, waits end. The second asks to stop at once. After that the process may be
/// killed as always.
/// </summary>
sealed class Interrupts : IDisposable
{
    /// <summary>Quicker than any hand: `timeout -s INT` signals its program and then its group, and that is once.</summary>
    private static readonly TimeSpan s_once = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly SynchronizationContext? _home = SynchronizationContext.Current;
    private Action? _onFirst;
    private int _count;
    private long _firstAt;

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
        // Whoever presses it three times means it: the process dies of the third.
        var count = Interlocked.Increment(ref _count);
        context.Cancel = count <= 2;
        Ask(count);
    }

    /// <summary>Signals come on threads of their own; what they call off belongs to the program's.</summary>
    private void Ask(int count)
    {
        if (_home is null)
            Obey(count);
        else
            _home.Post(_ => Obey(count), null);
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
