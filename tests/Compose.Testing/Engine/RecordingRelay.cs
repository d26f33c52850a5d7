using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Compose.Testing.Engine;

/// <summary>A socket before the engine's that hands everything on and notes the first line of every request.</summary>
public sealed class RecordingRelay : IAsyncDisposable
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly string _engine;
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<Socket, string> _standing = [];
    private long _answered;

    public RecordingRelay(string path, string engine)
    {
        _engine = engine;
        Address = "unix://" + path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Address { get; }
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The bytes that the engine has sent.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Decides what becomes of the n-th request (from 1); true cuts the connection instead of handing it on.</summary>
    public Func<int, bool> Cuts { get; set; } = _ => false;

    /// <summary>Cuts the connections whose last request has this in its first line.</summary>
    public void Cut(string part)
    {
        foreach (var (client, request) in _standing)
            if (request.Contains(part, StringComparison.Ordinal))
                client.Close();
    }

    /// <summary>Closes new connections at once.</summary>
    public bool IsAway { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
            return;
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay ends with its test.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var upstream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (IsAway)
                return;
            await upstream.ConnectAsync(new UnixDomainSocketEndPoint(_engine), _end.Token);
            await Task.WhenAll(PumpAsync(client, upstream, note: true), PumpAsync(upstream, client, note: false));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side has had enough.
        }
        finally
        {
            _standing.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool note)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var count)
        {
            // A request is written at once and alone: its first line begins a piece.
            if (note && RequestLine(buffer.AsSpan(0, count)) is { } line)
            {
                Requests.Enqueue(line);
                _standing[from] = line;
                if (Cuts(Requests.Count))
                {
                    from.Close();
                    to.Close();
                    return;
                }
            }

            if (!note)
                Interlocked.Add(ref _answered, count);
            await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static string? RequestLine(ReadOnlySpan<byte> piece)
    {
        var line = Encoding.ASCII.GetString(piece[..Math.Min(piece.Length, 300)]).Split('\n')[0].TrimEnd('\r');
        return Array.Exists(Methods, method => line.StartsWith(method + " /", StringComparison.Ordinal)) ? line : null;
    }
}
