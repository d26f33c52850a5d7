using System.Runtime.InteropServices;

namespace Compose.Cli.Stack;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks to stop: no new steps, waits end. The second asks to stop at once. After that the process may be
/// killed as always.
/// </summary>
sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Action? _onFirst;
    private int _count;

    public Interrupts()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, On));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, On));
    }

    public CancellationToken Stop => _stop.Token;
    public CancellationToken Kill => _kill.Token;
    public bool Asked => _count > 0;

    /// <summary>An attached `up` says goodbye in its own way instead of ending.</summary>
    public void OnFirst(Action action) => _onFirst = action;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _kill.Dispose();
    }

    private void On(PosixSignalContext context)
    {
        switch (Interlocked.Increment(ref _count))
        {
            case 1:
                context.Cancel = true;
                _onFirst?.Invoke();
                _stop.Cancel();
                break;
            case 2:
                context.Cancel = true;
                _kill.Cancel();
                break;
            default:
                // Whoever presses it three times means it.
                break;
        }
    }
}
