using System.IO.Pipes;
using Compose.Engine.Addressing;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>Connections to a named pipe of Windows.</summary>
internal sealed class PipeDialer(EngineAddress address) : Dialer
{
    internal override async ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken)
    {
        var parts = address.Target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var server = parts.Length >= 3 ? parts[0] : ".";
        var pipe = new NamedPipeClientStream(server, parts[^1], PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(2000, cancellationToken).ConfigureAwait(false);
            return new Connection(pipe, NoHalfClose);
        }
        catch (Exception e) when (e is IOException or TimeoutException or UnauthorizedAccessException)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw Unreachable.Of(address, e);
        }
    }

    // Closing the pipe would end the output as well, and without an end of its input the process would wait for ever.
    private static ValueTask NoHalfClose() => throw EngineError.Of(
        EngineErrorKind.Unsupported,
        "the end of the input cannot be sent through a named pipe; use a tcp:// or ssh:// address of the engine");
}
