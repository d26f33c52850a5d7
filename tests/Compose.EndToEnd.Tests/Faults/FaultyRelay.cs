using System.Net.Sockets;
using System.Text;

namespace Compose.EndToEnd.Tests.Faults;

/// <summary>A socket before the engine's that hands everything on, but for one request: with the n-th something goes wrong.</summary>
internal sealed class FaultyRelay : IAsyncDisposable
{
    private const string Refusal = """{"message":"it hurts"}""";
    private static readonly string[] Methods = ["GET /", "HEAD /", "POST /", "PUT /", "DELETE /"];
    private static readonly byte[] RefusalBytes = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: {Refusal.Length}\r\nConnection: close\r\n\r\n{Refusal}");
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(700);

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly string _engine;
    private readonly Fault _fault;
    private readonly int _struck;
    private readonly Task _accepting;
    private int _requests;

    public FaultyRelay(string path, string dockerHost, Fault fault, int struck)
    {
        _engine = new Uri(dockerHost).LocalPath;
        (_fault, _struck) = (fault, struck);
        Address = "unix://" + path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Method and path of the request that something went wrong with; null when there were not so many.</summary>
    public string? Struck { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private bool IsGone => _end.IsCancellationRequested;

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
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var connection = new Connection();
        try
        {
            if (IsGone)
                return;
            await far.ConnectAsync(new UnixDomainSocketEndPoint(_engine));
            var (up, down) = (UpAsync(near, far, connection), DownAsync(far, near, connection));
            // What the program has said to its end may still be answered; what the engine has said to its end is the end.
            await Task.WhenAny(down, connection.Cut.Task);
            far.Close();
            near.Close();
            await Task.WhenAll(up, down);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, by us or by one of the sides.
        }
    }

    private async Task UpAsync(Socket near, Socket far, Connection connection)
    {
        var buffer = new byte[64 * 1024];
        while (await near.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
        {
            // A request is written at once and alone: its first line begins a piece.
            if (RequestLine(buffer.AsSpan(0, read)) is { } line && Interlocked.Increment(ref _requests) == _struck)
            {
                Struck = line;
                if (!await StrikeAsync(near, connection))
                    return;
            }

            await far.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }

        far.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Whether the engine is to hear of it.</summary>
    private async Task<bool> StrikeAsync(Socket near, Connection connection)
    {
        switch (_fault)
        {
            case Fault.LostRequest:
                connection.Cut.TrySetResult();
                return false;
            case Fault.Refused:
                await near.SendAsync(RefusalBytes, _end.Token);
                near.Shutdown(SocketShutdown.Send);
                while (await near.ReceiveAsync(new byte[64 * 1024], _end.Token) > 0)
                {
                    // The rest of the request.
                }

                connection.Cut.TrySetResult();
                return false;
            case Fault.Late:
                await Task.Delay(Lateness, _end.Token);
                return true;
            default:
                connection.LosesAnswer = true;
                return true;
        }
    }

    private async Task DownAsync(Socket far, Socket near, Connection connection)
    {
        var buffer = new byte[64 * 1024];
        while (await far.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
        {
            if (connection.LosesAnswer)
            {
                if (_fault == Fault.Gone)
                    await _end.CancelAsync();
                connection.Cut.TrySetResult();
                return;
            }

            await near.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private static string? RequestLine(ReadOnlySpan<byte> piece)
    {
        var line = Encoding.ASCII.GetString(piece[..Math.Min(piece.Length, 300)]).Split('\n')[0].TrimEnd('\r');
        return Array.Exists(Methods, method => line.StartsWith(method, StringComparison.Ordinal)) ? line.Split(" HTTP/")[0] : null;
    }

    private sealed class Connection
    {
        public TaskCompletionSource Cut { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public volatile bool LosesAnswer;
    }
}
