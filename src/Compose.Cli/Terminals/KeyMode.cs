using System.Runtime.InteropServices;
using Compose.Host.Terminals;

namespace Compose.Cli.Terminals;

/// <summary>
/// Single keys reach the program without being shown, while everything else stays as people know it: Ctrl-C interrupts, Ctrl-Z suspends,
/// output is laid out. The terminal gets back what it had when this is disposed, suspended, or when the process ends.
/// </summary>
internal sealed class KeyMode : IDisposable
{
    private const int Keyboard = 0;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private readonly byte[] _before;
    private readonly byte[] _keys;
    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private bool _isOver;

    private KeyMode(byte[] before, byte[] keys)
    {
        (_before, _keys) = (before, keys);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        if (OperatingSystem.IsWindows())
            return;
        // Sent to the background a program that reads would be stopped again and again; this way it reads the end of the keys.
        NativeTerminal.IgnoreBackgroundReads();
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, OnSuspend));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, OnContinue));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup));
    }

    /// <summary>
    /// Null where there is no keyboard, or where it belongs to another: the shell which runs us in the background.
    /// </summary>
    public static KeyMode? Enter(Terminal terminal)
    {
        if (!terminal.InputIsTerminal || !OperatingSystem.IsLinux() || !NativeTerminal.IsInForeground(Keyboard))
            return null;
        var before = new byte[NativeTerminal.SettingsSize];
        if (!NativeTerminal.TryGetSettings(Keyboard, before))
            return null;
        var keys = (byte[])before.Clone();
        NativeTerminal.MakeKeys(keys);
        var mode = new KeyMode(before, keys);
        NativeTerminal.TrySetSettings(Keyboard, keys);
        return mode;
    }

    /// <summary>
    /// What must not stay behind is taken away before the shell gets the terminal, and brought back afterwards.
    /// </summary>
    public Action<bool>? OnVisible { get; set; }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _isOver = true;
        }

        foreach (var registration in _registrations)
            registration.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Restore();
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void OnSuspend(PosixSignalContext context)
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            OnVisible?.Invoke(false);
            Restore();

            // A continuation before this one must not be half-way to the settings of the terminal when the shell gets it back.
            NativeTerminal.Suspend();
        }
    }

    /// <summary>
    /// The process dies of it, and does not get to the end of its program. A terminal that is held must not keep it alive.
    /// </summary>
    private void OnHangup(PosixSignalContext context)
    {
        Restore();
        Task.Run(() => OnVisible?.Invoke(false)).Wait(LongestWait);
    }

    private void OnContinue(PosixSignalContext context)
    {
        lock (_gate)
        {
            // Continued in the background (`bg`): the terminal is not ours.
            if (_isOver || !NativeTerminal.IsInForeground(Keyboard))
                return;
            NativeTerminal.TrySetSettings(Keyboard, _keys);
            OnVisible?.Invoke(true);
        }
    }

    private void Restore()
    {
        if (NativeTerminal.IsInForeground(Keyboard))
            NativeTerminal.TrySetSettings(Keyboard, _before);
    }
}
