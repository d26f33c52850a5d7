using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Compose.Cli.Terminals;

/// <summary>Hands the signals that this process gets on to a container, in their order, instead of dying of them.</summary>
internal sealed class SignalProxy : IAsyncDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Channel<string> _signals = Channel.CreateUnbounded<string>();
    private readonly Task _sending;

    public SignalProxy(Func<string, Task> send)
    {
        _sending = SendAsync(send);
        foreach (var (signal, name) in Known())
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _signals.Writer.TryWrite(name);
            }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _signals.Writer.TryComplete();
        await _sending;
    }

    private static IEnumerable<(PosixSignal Signal, string Name)> Known()
    {
        yield return (PosixSignal.SIGINT, "SIGINT");
        yield return (PosixSignal.SIGTERM, "SIGTERM");
        yield return (PosixSignal.SIGHUP, "SIGHUP");
        yield return (PosixSignal.SIGQUIT, "SIGQUIT");
        if (!OperatingSystem.IsLinux())
            yield break;
        // These have no names of their own in .NET; the numbers are Linux's.
        yield return ((PosixSignal)10, "SIGUSR1");
        yield return ((PosixSignal)12, "SIGUSR2");
    }

    private async Task SendAsync(Func<string, Task> send)
    {
        await foreach (var signal in _signals.Reader.ReadAllAsync())
            await send(signal);
    }
}
