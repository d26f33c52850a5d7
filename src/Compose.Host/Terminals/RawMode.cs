using System.Runtime.InteropServices;

namespace Compose.Host.Terminals;

/// <summary>The terminal hands every key on as it is, until this is disposed or the process ends.</summary>
public sealed class RawMode : IDisposable
{
    private const int Keyboard = 0;
    private readonly byte[] _before;
    private readonly PosixSignalRegistration _hangup;
    private int _isOver;

    private RawMode(byte[] before)
    {
        _before = before;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        // A process that dies of it does not get to the end of its program.
        _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore());
    }

    /// <summary>Null where there is no terminal to change.</summary>
    public static RawMode? Enter()
    {
        if (!NativeTerminal.IsTerminal(Keyboard) || OperatingSystem.IsWindows())
            return null;
        var before = new byte[NativeTerminal.SettingsSize];
        if (!NativeTerminal.TryGetSettings(Keyboard, before))
            return null;
        var raw = (byte[])before.Clone();
        NativeTerminal.MakeRaw(raw);
        var mode = new RawMode(before);
        NativeTerminal.TrySetSettings(Keyboard, raw);
        return mode;
    }

    public void Dispose()
    {
        _hangup.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Restore();
    }

    private void OnExit(object? sender, EventArgs e) => Restore();

    private void Restore()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
            NativeTerminal.TrySetSettings(Keyboard, _before);
    }
}
