using System.Net.Sockets;

namespace Compose.EndToEnd.Tests.BadDays;

/// <summary>
/// A socket before the engine's that loses one answer: the n-th request that changes something reaches the engine, and then every connection is cut.
/// </summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _engine;
    private readonly int _fatal;
    private readonly Task _accepting;
    private readonly CancellationTokenSource _cut = new();
    private int _changes;

    public CuttingRelay(string path, string dockerHost, int fatal)
    {
        _engine = new Uri(dockerHost).LocalPath;
        _fatal = fatal;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether as many changing requests came as were needed.</summary>
    public bool HasCut => _cut.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassAsync(await _listener.AcceptAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(connections);
    }

    private async Task PassAsync(Socket client)
    {
        using var near = client;
        if (HasCut)
            return;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(new UnixDomainSocketEndPoint(_engine));
            await Task.WhenAny(UpAsync(near, far), DownAsync(far, near));
        }
        catch (SocketException)
        {
            // One side has gone; that is the end of this connection.
        }
    }

    private async Task UpAsync(Socket near, Socket far)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await near.ReceiveAsync(buffer, _cut.Token)) > 0)
            {
                await far.SendAsync(buffer.AsMemory(0, read));
                var changes = buffer.AsSpan(0, read).StartsWith("POST "u8) || buffer.AsSpan(0, read).StartsWith("DELETE "u8);
                if (changes && Interlocked.Increment(ref _changes) == _fatal)
                    await _cut.CancelAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, by us or by one of the sides.
        }
    }

    private async Task DownAsync(Socket far, Socket near)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await far.ReceiveAsync(buffer, _cut.Token)) > 0)
                await near.SendAsync(buffer.AsMemory(0, read), _cut.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, by us or by one of the sides.
        }
    }
}
