using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>Requests that do not come from the page.</summary>
public sealed class AttackTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const int Connections = 10_000;

    [Fact]
    public Task Strangers_get_nothing() => RunAsync(async (ui, client) =>
    {
        (await Status(client, HttpMethod.Get, "/api/graph")).Should().Be(HttpStatusCode.OK, "the page itself may ask");
        (await Status(client, HttpMethod.Get, "/api/graph", host: "rebound.example")).Should().Be(HttpStatusCode.MisdirectedRequest);
        (await Status(client, HttpMethod.Get, "/", host: "rebound.example")).Should().Be(HttpStatusCode.MisdirectedRequest);
        (await Status(client, HttpMethod.Get, "/api/graph", origin: "http://other.example")).Should().Be(HttpStatusCode.Forbidden);
        (await Status(client, HttpMethod.Post, "/api/run", origin: "null")).Should().Be(HttpStatusCode.Forbidden);
        foreach (var path in new[] { "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../../etc/passwd", "/app.js/../../x",
            "/sources.sha256", "/api/none" })
            (await Raw(ui, $"GET {path} HTTP/1.1\r\nHost: {ui.Root.Authority}\r\nConnection: close\r\n\r\n")).Should()
                .MatchRegex("^HTTP/1.1 40[014]");
        (await Status(client, HttpMethod.Get, "/api/excerpt?file=/etc/passwd&line=1")).Should()
            .Be(HttpStatusCode.NotFound, "only files that were loaded");
        using var stranger = new HttpClient { BaseAddress = ui.Root };
        foreach (var path in new[] { "/api/events", "/api/logs", "/api/graph", "/api/excerpt", "/api/timeline" })
            (await Status(stranger, HttpMethod.Get, path)).Should().Be(HttpStatusCode.Unauthorized);
        (await Session(stranger, new string('0', 64))).Should().Be(HttpStatusCode.Unauthorized);
        (await Session(stranger, "")).Should().Be(HttpStatusCode.Unauthorized);
    });

    [Fact]
    public Task The_page_runs_only_its_own_scripts_and_its_cookie_is_for_it_alone() => RunAsync(async (ui, _) =>
    {
        using var handler = new HttpClientHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = ui.Root };
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().StartWith("default-src 'none'").And.NotContain("unsafe").And.Contain("frame-ancestors 'none'");
        (await page.Content.ReadAsStringAsync()).Should().NotContain("http").And.NotContain("style=").And.NotContain("onload");
        using var session = await client.PostAsync(
            new Uri("/api/session", UriKind.Relative), new StringContent($"{{\"token\":\"{ui.Token}\"}}"));
        session.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant().Should().Contain("httponly").And.Contain("samesite=strict");
    });

    [Fact]
    public Task A_page_for_reading_has_no_actions() => RunAsync(
        async (_, client) =>
        {
            (await Status(client, HttpMethod.Post, "/api/run")).Should().Be(HttpStatusCode.Forbidden);
            (await Status(client, HttpMethod.Post, "/api/try")).Should().Be(HttpStatusCode.Forbidden);
        },
        "--read-only");

    [Fact]
    public Task A_shell_needs_the_cookie_and_the_origin_of_the_page_and_a_container_of_the_project() => RunAsync(async (ui, client) =>
    {
        const string path = "/api/shell?container=0123";
        using var stranger = new HttpClient { BaseAddress = ui.Root };
        (await Socket(stranger, path, Origin(ui))).Should().Be(HttpStatusCode.Unauthorized);
        (await Socket(client, path, "http://other.example")).Should().Be(HttpStatusCode.Forbidden);
        (await Socket(client, path, null)).Should().Be(HttpStatusCode.BadRequest);
        (await Status(client, HttpMethod.Get, path, origin: Origin(ui))).Should().Be(HttpStatusCode.BadRequest, "it is no web socket");
        (await Socket(client, path, Origin(ui))).Should().Be(HttpStatusCode.NotFound);
        (await Socket(client, "/api/shell?project=no-such-project", Origin(ui))).Should().Be(HttpStatusCode.NotFound);
    });

    [Fact]
    public Task A_page_for_reading_has_no_shell() =>
        RunAsync(
            async (ui, client) => (await Socket(client, "/api/shell?container=0123", Origin(ui))).Should().Be(HttpStatusCode.Forbidden),
            "--read-only");

    /// <summary>One reads nothing at all, one comes too late and learns how much it has missed.</summary>
    [Fact]
    public Task Slow_readers_are_bounded_and_learn_what_they_missed() => RunAsync(async (ui, client, scenario) =>
    {
        using var idle = await IdleReader(ui, client);
        await scenario.Ncompose("up", "-d");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Eventually.UntilAsync(async () => await Missed(client, patience.Token) > 0, "the ring has been overtaken");
        ui.Megabytes().Should().BeLessThan(150);
        (await Answers(client)).Should().BeTrue();
    });

    [Fact]
    public Task Ten_thousand_connections_are_bounded_and_pass() => RunAsync(async (ui, client) =>
    {
        var open = new List<Socket>();
        for (var at = 0; at < Connections; at++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, ui.Root.Port);
            open.Add(socket);
            // What the server has refused is closed here, too: the limit of descriptors is this process's.
            foreach (var refused in open.Where(socket => socket.Poll(0, SelectMode.SelectRead)).ToList())
            {
                refused.Dispose();
                open.Remove(refused);
            }
        }

        open.Should().HaveCountLessThan(400);
        ui.Megabytes().Should().BeLessThan(150);
        open.ForEach(socket => socket.Dispose());
        await Eventually.UntilAsync(async () => await Answers(client), "the page answers again");
    });

    private Task RunAsync(Func<UiProcess, HttpClient, Task> check, params string[] flags) =>
        RunAsync((ui, client, _) => check(ui, client), flags);

    private async Task RunAsync(Func<UiProcess, HttpClient, Scenario, Task> check, params string[] flags) =>
        await Scenario.RunAsync(fixture, "page attack", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              a:
                image: busybox
                environment: {API_TOKEN: wQ83hZ}
                command: ["sh", "-c", "yes a-line-of-the-log-that-is-about-as-long-as-lines-usually-are | head -n 300000; sleep 600"]
                stop_grace_period: 0s
            """);
        await using var ui = await UiProcess.StartAsync(scenario, flags);
        using var client = new HttpClient { BaseAddress = ui.Root };
        (await Session(client, ui.Token)).Should().Be(HttpStatusCode.NoContent);
        // The graph is there after the first viewer.
        await using (await client.GetStreamAsync(new Uri("/api/events", UriKind.Relative)))
            await Eventually.UntilAsync(async () => await Answers(client), "the graph is read");
        await check(ui, client, scenario);
    });

    private static string Origin(UiProcess ui) => $"http://{ui.Root.Authority}";

    private static async Task<Socket> IdleReader(UiProcess ui, HttpClient client)
    {
        using var session = await client.PostAsync(
            new Uri("/api/session", UriKind.Relative), new StringContent($"{{\"token\":\"{ui.Token}\"}}"));
        var cookie = session.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, ui.Root.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/logs HTTP/1.1\r\nHost: {ui.Root.Authority}\r\nCookie: {cookie}\r\n\r\n"));
        return socket;
    }

    /// <summary>What the first batch from the first line on says.</summary>
    private static async Task<long> Missed(HttpClient client, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await client.GetStreamAsync(new Uri("/api/logs?from=0", UriKind.Relative), cancellationToken));
        var line = await reader.ReadLineAsync(cancellationToken);
        using var batch = JsonDocument.Parse(line!["data: ".Length..]);
        return batch.RootElement.GetProperty("missed").GetInt64();
    }

    private static Task<HttpStatusCode> Socket(HttpClient client, string path, string? origin) =>
        Status(client, HttpMethod.Get, path, origin: origin, isSocket: true);

    private static async Task<bool> Answers(HttpClient client)
    {
        try
        {
            return await Status(client, HttpMethod.Get, "/api/graph") == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // Refused for the number of connections.
            return false;
        }
    }

    private static async Task<HttpStatusCode> Status(
        HttpClient client, HttpMethod method, string path, string? host = null, string? origin = null, bool isSocket = false)
    {
        using var request = new HttpRequestMessage(method, path);
        if (isSocket)
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        }

        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{\"action\":\"stop\"}", new MediaTypeHeaderValue("application/json"));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Session(HttpClient client, string token)
    {
        using var answer = await client.PostAsync(
            new Uri("/api/session", UriKind.Relative), new StringContent($"{{\"token\":\"{token}\"}}"));
        return answer.StatusCode;
    }

    private static async Task<string> Raw(UiProcess ui, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, ui.Root.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
