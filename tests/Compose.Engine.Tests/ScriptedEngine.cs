using System.Net.Sockets;
using System.Text;
using Compose.Engine.Addressing;
using Compose.Engine.Transport;
using Compose.Host;

namespace Compose.Engine.Tests;

/// <summary>The far end of a socket that says exactly what a test wants, byte for byte, and hears what is said to it.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    public const string Greeting = "HTTP/1.1 200 OK\r\nApi-Version: 1.47\r\nContent-Length: 2\r\n\r\nOK";

    private readonly string _folder = Directory.CreateTempSubdirectory("nce-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Task> _conversations = [];
    private int _closed;

    private ScriptedEngine(Func<Conversation, Task> script)
    {
        var path = Path.Combine(_folder, "s");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(8);
        Address = EngineAddress.Parse("unix://" + path);
        Accepting = AcceptAsync(script);
    }

    public EngineAddress Address { get; }

    public int Connections { get; private set; }

    /// <summary>How many connections this end has closed.</summary>
    public int Closed => Volatile.Read(ref _closed);

    private Task Accepting { get; }

    /// <summary>The script is played on every connection, after the greeting has been given where it is asked for.</summary>
    public static ScriptedEngine Playing(Func<Conversation, Task> script) => new(script);

    /// <summary>Every request on every connection gets this answer.</summary>
    public static ScriptedEngine Answering(string answer) => new(async talk =>
    {
        while (await talk.HearAsync() is not null)
        {
            await talk.SayAsync(answer);
        }
    });

    public EngineClient Client(EngineOptions? options = null) => new(Address, ProcessEnvironment.Empty, options);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await Accepting;
        await Task.WhenAll(_conversations).WaitAsync(TimeSpan.FromMinutes(1));
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync(Func<Conversation, Task> script)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                Connections++;
                _conversations.Add(PlayAsync(socket, script));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PlayAsync(Socket socket, Func<Conversation, Task> script)
    {
        using (socket)
        {
            await using var talk = new Conversation(socket);
            await script(talk);
        }

        Interlocked.Increment(ref _closed);
    }

    internal sealed class Conversation(Socket socket) : IAsyncDisposable
    {
        private readonly NetworkStream _stream = new(socket);
        private byte[] _heard = [];

        /// <summary>The head of the next request that is not a ping (those are answered); null when the client has gone.</summary>
        public async Task<string?> HearAsync()
        {
            while (true)
            {
                var end = _heard.AsSpan().IndexOf("\r\n\r\n"u8);
                if (end < 0)
                {
                    if (await MoreAsync() == 0)
                    {
                        return null;
                    }

                    continue;
                }

                var head = Encoding.ASCII.GetString(_heard, 0, end);
                _heard = _heard[(end + 4)..];
                if (!head.StartsWith("GET /_ping", StringComparison.Ordinal))
                {
                    return head;
                }

                await SayAsync(Greeting);
            }
        }

        /// <summary>Whatever comes first.</summary>
        public Task HearRawAsync() => MoreAsync();

        /// <summary>Everything up to the end of what the client sends.</summary>
        public async Task<string> HearAllAsync()
        {
            while (await MoreAsync() > 0)
            {
            }

            return Encoding.ASCII.GetString(_heard);
        }

        public Task SayAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

        /// <summary>Answers a request, and repeats the last piece until the client has gone.</summary>
        public async Task SayForeverAsync(string begin, string endless)
        {
            if (await HearAsync() is null)
                return;
            var piece = string.Concat(Enumerable.Repeat(endless, Math.Max(1, 4096 / endless.Length)));
            try
            {
                await SayAsync(begin);
                while (true)
                    await SayAsync(piece);
            }
            catch (IOException)
            {
                // The client has had enough.
            }
        }

        public ValueTask DisposeAsync() => _stream.DisposeAsync();

        private async Task<int> MoreAsync()
        {
            var piece = new byte[4096];
            try
            {
                var count = await _stream.ReadAsync(piece);
                _heard = [.. _heard, .. piece.AsSpan(0, count)];
                return count;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }
}
