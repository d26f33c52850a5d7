using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compose.Execution.Tests.Remotes;

/// <summary>A server on a port of its own that answers with the very bytes of the test: real registries do not send what is tested
/// here.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Is given the head of a request.</param>
    /// <param name="host">An address of this machine: 127.0.0.2 is another host for its clients.</param>
    public ScriptedServer(Func<string, NetworkStream, CancellationToken, Task> answer, string host = "127.0.0.1")
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Parse(host), 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>The heads of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static byte[] Reply(int status, byte[] body, string headers = "") =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n"),
            .. body];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            var head = new StringBuilder();
            var part = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(part, _end.Token) == 0)
                    return;
                head.Append((char)part[0]);
            }

            Requests.Enqueue(head.ToString());
            await _answer(head.ToString(), stream, _end.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The client has gone, which some of the tests want.
        }
    }
}
