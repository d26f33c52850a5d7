using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Compose.Execution;
using Compose.Execution.Sessions;
using Compose.Host;
using Compose.Ui.Stack;
using Microsoft.AspNetCore.Http;

namespace Compose.Ui.Serving;

/// <summary>Shells in containers of the project, each over a web socket.</summary>
internal sealed class Shells(EngineSession engine, CancellationToken stop)
{
    private const int Most = 8;

    /// <summary>bash where the image has it.</summary>
    private static readonly string[] Shell = ["sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi"];

    private int _open;

    public async Task OpenAsync(HttpContext context, OpenStack stack)
    {
        var container = context.Request.Query["container"].ToString();
        if (stack.Options.ReadOnly)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        // A browser names the page's origin with every web socket; a request without one comes from another program.
        else if (!context.WebSockets.IsWebSocketRequest || context.Request.Headers.Origin.Count == 0)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!stack.Watch.Contains(container))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await BoundedAsync(context, container);
    }

    private async Task BoundedAsync(HttpContext context, string container)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > Most)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else
                await RunAsync(context, container);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task RunAsync(HttpContext context, string container)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var stream = new SocketStream(socket);
        await using (stream)
        {
            try
            {
                var request = new ExecRequest([.. Shell]) { Tty = true, Interactive = true, Environment = ["TERM=xterm-256color"] };
                var left = await engine.ExecAsync(container, request, new SessionStreams(stream, stream, stream, stream.Window), end.Token);
                await CloseAsync(socket, string.Create(CultureInfo.InvariantCulture, $"ended with {left.ExitCode}"), end.Token);
            }
            catch (ReportedFailure failure)
            {
                // It has no shell, or has ended.
                await CloseAsync(socket, failure.Sentence, end.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or IOException)
            {
                // The page was closed.
            }
        }
    }

    /// <summary>The reason of a web socket has at most 123 bytes.</summary>
    private static async Task CloseAsync(WebSocket socket, string reason, CancellationToken cancellationToken)
    {
        const int longest = 123;
        while (Encoding.UTF8.GetByteCount(reason) > longest)
            reason = reason[..^1];
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, cancellationToken);
    }
}
