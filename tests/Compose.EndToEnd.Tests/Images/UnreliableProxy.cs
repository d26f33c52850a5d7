using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>
/// Stands before a real registry, counts what is asked for, and answers in its place as a test wants it: with an error, not before a
/// signal, or with half of what there is.
/// </summary>
internal sealed class UnreliableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _registry;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public UnreliableProxy(LocalRegistry registry)
    {
        _registry = registry.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Null passes the request on; otherwise the whole answer.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>How many bytes of the answer come through before the connection is cut; null is all.</summary>
    public Func<string, int?> Cut { get; set; } = _ => null;

    /// <summary>Requests wait for this.</summary>
    public Func<string, Task> Hold { get; set; } = _ => Task.CompletedTask;

    public int CountOf(string part) => Requests.Count(request => request.Contains(part, StringComparison.Ordinal));

    public static string Refusal(int status, string code, string message, string header = "")
    {
        var body = $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""";
        return $"HTTP/1.1 {status} Refused\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{header}\r\n{body}";
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            var stream = client.GetStream();
            var head = await HeadAsync(stream);
            var request = head.Split(" HTTP/", 2)[0];
            Requests.Enqueue(request);
            await Hold(request).WaitAsync(_end.Token);
            if (Answer(request) is { } answer)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _end.Token);
                return;
            }

            using var registry = new TcpClient();
            await registry.ConnectAsync(IPAddress.Loopback, _registry, _end.Token);
            var upstream = registry.GetStream();
            await upstream.WriteAsync(
                Encoding.ASCII.GetBytes(head.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), _end.Token);
            await CopyAsync(upstream, stream, Cut(request));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int? most)
    {
        var buffer = new byte[16 * 1024];
        var left = most ?? int.MaxValue;
        while (left > 0 && await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, left)), _end.Token) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            left -= most is null ? 0 : count;
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                throw new IOException("no request");
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
