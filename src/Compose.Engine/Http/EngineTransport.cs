using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Compose.Engine.Http;

/// <summary>
/// Exchanges with the engine on kept connections: as many at once as are asked for, each on its own connection. Idle ones
/// are used again newest first, so that the others age and are dropped.
/// </summary>
internal sealed class EngineTransport(Func<CancellationToken, ValueTask<Channel>> dial, string host, EngineOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Stack<HttpConnection> idle = new();
    private bool closed;

    internal async ValueTask<HttpResponse> SendAsync(HttpRequest request, CancellationToken cancel)
    {
        var begun = options.Observer is null ? 0 : options.Clock.GetTimestamp();
        var status = 0;
        try
        {
            var response = await ExchangeAsync(request, cancel).ConfigureAwait(false);
            status = response.Head.Status;
            return response;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Closing the connection under a pending call is how some channels are cancelled.
            cancel.ThrowIfCancellationRequested();
            throw EngineError.Cut(request.ToString(), e);
        }
        catch (UnreadableUpload e)
        {
            // The caller knows what it wanted to send, and what can go wrong with it.
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        finally
        {
            options.Observer?.Invoke(new EngineCall(request.Method, request.Target, status, options.Clock.GetElapsedTime(begun)));
        }
    }

    internal ValueTask ReturnAsync(HttpConnection connection)
    {
        connection.IdleSince = options.Clock.GetTimestamp();
        lock (gate)
        {
            if (!closed)
            {
                idle.Push(connection);
                return ValueTask.CompletedTask;
            }
        }

        return connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        HttpConnection[] connections;
        lock (gate)
        {
            closed = true;
            connections = [.. idle];
            idle.Clear();
        }

        foreach (var connection in connections)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<HttpResponse> ExchangeAsync(HttpRequest request, CancellationToken cancel)
    {
        while (await ReusableAsync().ConfigureAwait(false) is { } kept)
        {
            if (await AttemptAsync(kept, request, mayBeGone: request.IsRepeatable, cancel).ConfigureAwait(false) is { } response)
            {
                return response;
            }
        }

        var fresh = new HttpConnection(await dial(cancel).ConfigureAwait(false));
        return await AttemptAsync(fresh, request, mayBeGone: false, cancel).ConfigureAwait(false)
            ?? throw EngineError.Cut(request.ToString(), null);
    }

    // Null when the connection was closed before any answer and the request may be sent again.
    private async ValueTask<HttpResponse?> AttemptAsync(HttpConnection connection, HttpRequest request, bool mayBeGone, CancellationToken cancel)
    {
        var kept = false;
        try
        {
            var sent = await TrySendAsync(connection, request, cancel).ConfigureAwait(false);
            var head = await connection.ReadHeadAsync(request.ToString(), cancel).ConfigureAwait(false);
            if (head is null)
            {
                return mayBeGone ? null : throw EngineError.Cut(request.ToString(), sent);
            }

            kept = true;
            return new HttpResponse(this, connection, head, request);
        }
        catch (Exception e) when (mayBeGone && e is IOException && !cancel.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!kept)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // An engine that refuses an upload answers and stops reading; its answer says more than our failure to write.
    private async ValueTask<IOException?> TrySendAsync(HttpConnection connection, HttpRequest request, CancellationToken cancel)
    {
        try
        {
            await connection.SendAsync(request, host, options.UserAgent, cancel).ConfigureAwait(false);
            return null;
        }
        catch (IOException e) when (request.BodyStream is not null && !cancel.IsCancellationRequested)
        {
            return e;
        }
    }

    private async ValueTask<HttpConnection?> ReusableAsync()
    {
        while (true)
        {
            HttpConnection? candidate;
            lock (gate)
            {
                if (!idle.TryPop(out candidate))
                {
                    return null;
                }
            }

            if (options.Clock.GetElapsedTime(candidate.IdleSince) < LongestIdle && !candidate.IsStale)
            {
                return candidate;
            }

            await candidate.DisposeAsync().ConfigureAwait(false);
        }
    }
}
