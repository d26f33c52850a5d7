using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using Compose.EndToEnd.Tests.Examples;
using Compose.Testing;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>
/// A folder that engines of this machine can build from without having it: in a Git repository behind git's own daemon, and as an archive
/// on a web server.
/// </summary>
internal sealed class RemoteContexts : IAsyncDisposable
{
    private readonly HttpListener _web;
    private readonly System.Diagnostics.Process _daemon;
    private readonly Task _serving;

    private RemoteContexts(HttpListener web, System.Diagnostics.Process daemon, string archive, int gitPort, int webPort)
    {
        (_web, _daemon) = (web, daemon);
        Repository = $"git://127.0.0.1:{gitPort}/source.git";
        Archive = $"http://127.0.0.1:{webPort}/context.tar";
        _serving = ServeAsync(archive);
    }

    public string Repository { get; }
    public string Archive { get; }

    /// <summary>Serves the folder `source` of the scenario: as branch `main`, and as an archive.</summary>
    public static async Task<RemoteContexts> ServeAsync(Scenario scenario)
    {
        var source = Path.Combine(scenario.Folder, "source");
        await GitAsync(scenario, source, "init", "-q", "-b", "main", ".");
        await GitAsync(scenario, source, "add", ".");
        await GitAsync(scenario, source, "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "all");
        var served = Directory.CreateDirectory(Path.Combine(scenario.Folder, "served")).FullName;
        await GitAsync(scenario, served, "clone", "-q", "--bare", source, "source.git");
        var archive = Path.Combine(served, "context.tar");
        Directory.Delete(Path.Combine(source, ".git"), recursive: true);
        // BuildKit knows an archive by its first bytes, and does not know those of the extended format.
        await using (var tar = new TarWriter(File.Create(archive), TarEntryFormat.Ustar))
            foreach (var file in Directory.GetFiles(source))
                await tar.WriteEntryAsync(file, Path.GetFileName(file));

        var gitPort = Example.FreePorts(2);
        var webPort = gitPort + 1;
        var daemon = System.Diagnostics.Process.Start(
            RequiredProgram.Installed("git"),
            ["daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1", $"--port={gitPort}", "--base-path=" + served]);
        var web = new HttpListener();
        web.Prefixes.Add($"http://127.0.0.1:{webPort}/");
        web.Start();
        await ListensAsync(gitPort);
        return new RemoteContexts(web, daemon, archive, gitPort, webPort);
    }

    public async ValueTask DisposeAsync()
    {
        _web.Stop();
        _daemon.Kill(entireProcessTree: true);
        await _serving;
        _daemon.Dispose();
    }

    private async Task ServeAsync(string archive)
    {
        while (_web.IsListening)
        {
            try
            {
                var asked = await _web.GetContextAsync();
                asked.Response.ContentType = "application/x-tar";
                await using var content = File.OpenRead(archive);
                asked.Response.ContentLength64 = content.Length;
                if (asked.Request.HttpMethod != "HEAD")
                    await content.CopyToAsync(asked.Response.OutputStream);
                asked.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    private static async Task GitAsync(Scenario scenario, string folder, params string[] arguments)
    {
        var run = await ProcessRun.RunAsync(RequiredProgram.Installed("git"), arguments, folder, scenario.Environment);
        if (!run.Succeeded)
            throw new InvalidOperationException(run.ToString());
    }

    private static Task ListensAsync(int port) => Eventually.UntilAsync(
        async () =>
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                // It has only just been started.
                return false;
            }
        },
        $"a server listens at {port}");
}
