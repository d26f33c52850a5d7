using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Compose.Testing.Processes;

namespace Compose.Execution.Tests.Remotes;

/// <summary>The repositories of a folder over HTTP, by git's own CGI program.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    public const string Login = "robot:s3cr3t";

    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly bool _asksForLogin;
    private readonly Task _listening;

    public GitHttpServer(string folder, bool asksForLogin)
    {
        (_folder, _asksForLogin) = (folder, asksForLogin);
        Address = $"127.0.0.1:{LoopbackPort.Free()}";
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _listening = ListenAsync();
    }

    public string Address { get; }

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (_listener.IsListening)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Requests.Enqueue(context.Request.Url!.AbsolutePath);
        using var response = context.Response;
        if (_asksForLogin && context.Request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login)))
        {
            response.StatusCode = 401;
            response.Headers["WWW-Authenticate"] = "Basic realm=\"test\"";
            return;
        }

        using var git = Process.Start(Cgi(context.Request))!;
        await context.Request.InputStream.CopyToAsync(git.StandardInput.BaseStream);
        git.StandardInput.Close();
        using var answer = new MemoryStream();
        await git.StandardOutput.BaseStream.CopyToAsync(answer);
        await git.WaitForExitAsync();
        var head = answer.ToArray().AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer.ToArray(), 0, head).Split("\r\n"))
            if (line.Split(": ", 2) is ["Status", var status])
                response.StatusCode = int.Parse(status.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            else if (line.Split(": ", 2) is [var name, var value])
                response.Headers[name] = value;
        await response.OutputStream.WriteAsync(answer.ToArray().AsMemory(head + 4));
    }

    private ProcessStartInfo Cgi(HttpListenerRequest request)
    {
        var start = new ProcessStartInfo(RequiredProgram.Installed("git"), ["http-backend"])
        { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["GIT_PROJECT_ROOT"] = _folder;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = request.Url!.AbsolutePath;
        start.Environment["QUERY_STRING"] = request.Url.Query.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = request.HttpMethod;
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"] ?? "";
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"] ?? "";
        return start;
    }
}
