using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Compose.Testing.Processes;

namespace Compose.Execution.Tests.Swarm;

/// <summary>A manager of a swarm that answers each path with one text, and counts the requests.</summary>
internal sealed class ScriptedManager : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly IReadOnlyDictionary<string, string> _answers;
    private readonly Task _listening;

    public ScriptedManager(IReadOnlyDictionary<string, string> answers)
    {
        _answers = answers;
        var port = LoopbackPort.Free();
        Address = $"tcp://127.0.0.1:{port}";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _listening = ListenAsync();
    }

    public string Address { get; }

    /// <summary>It answers nothing but that it has no leader.</summary>
    public volatile bool HasNoLeader;

    /// <summary>"GET /services".</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        // Close alone: after Stop it would bind the port once more, which fails while a connection lingers.
        _listener.Close();
        await _listening;
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        path = path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;
        Requests.Enqueue($"{context.Request.HttpMethod} {path}");
        context.Response.Headers["Api-Version"] = "1.51";
        context.Response.ContentType = "application/json";
        context.Response.StatusCode = _answers.ContainsKey(path) || path == "/_ping" ? 200 : 404;
        if (HasNoLeader && path != "/_ping")
        {
            context.Response.StatusCode = 500;
            await context.Response.OutputStream.WriteAsync("""{"message":"The swarm does not have a leader."}"""u8.ToArray());
            context.Response.Close();
            return;
        }

        var body = Encoding.UTF8.GetBytes(path == "/_ping" ? "OK" : _answers.GetValueOrDefault(path, """{"message":"no such path"}"""));
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }
}
