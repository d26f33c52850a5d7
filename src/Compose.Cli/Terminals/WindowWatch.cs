using System.Runtime.InteropServices;
using Compose.Execution.Sessions;

namespace Compose.Cli.Terminals;

/// <summary>Tells a session when the user's window has changed its size.</summary>
internal sealed class WindowWatch : IDisposable
{
    private readonly PosixSignalRegistration? _registration;

    public WindowWatch(Terminal terminal)
    {
        Window = new ConsoleWindow(() =>
        {
            var (width, height) = terminal.Size();
            return (height, width);
        });
        if (!OperatingSystem.IsWindows())
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Window.Change());
    }

    public ConsoleWindow Window { get; }

    public void Dispose() => _registration?.Dispose();
}
