namespace Compose.Cli.Interactive;

/// <summary>The terminal hands every key on as it is, until this is disposed or the process ends.</summary>
sealed class RawMode : IDisposable
{
    private const int Keyboard = 0;
    private readonly byte[] _before;
    private int _isOver;

    private RawMode(byte[] before)
    {
        _before = before;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Null where there is no terminal to change.</summary>
    public static RawMode? Enter(Terminal terminal)
    {
        if (!terminal.InputIsTerminal || OperatingSystem.IsWindows())
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
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
            return;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        NativeTerminal.TrySetSettings(Keyboard, _before);
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();
}
