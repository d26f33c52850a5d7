using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
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
        foreach (var path in new[] { "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../../etc/passwd", "/app.js/../../x", "/sources.sha256", "/api/none" })
            (await Raw(ui, $"GET {path} HTTP/1.1\r\nHost: {ui.Root.Authority}\r\nConnection: close\r\n\r\n")).Should().MatchRegex("^HTTP/1.1 40[014]");
        (await Status(client, HttpMethod.Get, "/api/excerpt?file=/etc/passwd&line=1")).Should().Be(HttpStatusCode.NotFound, "only files that were loaded");
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
        using var session = await client.PostAsync(new Uri("/api/session", UriKind.Relative), new StringContent($"{{\"token\":\"{ui.Token}\"}}"));
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

    private async Task RunAsync(Func<UiProcess, HttpClient, Task> check, params string[] flags) => await Scenario.RunAsync(fixture, "page attack", async scenario =>
    {
        scenario.File("compose.yaml", "services: {a: {image: busybox, environment: {API_TOKEN: wQ83hZ}}}");
        await using var ui = await UiProcess.StartAsync(scenario, flags);
        using var client = new HttpClient { BaseAddress = ui.Root };
        (await Session(client, ui.Token)).Should().Be(HttpStatusCode.NoContent);
        // The graph is there after the first viewer.
        await using (await client.GetStreamAsync(new Uri("/api/events", UriKind.Relative)))
            await Eventually.UntilAsync(async () => await Answers(client), "the graph is read");
        await check(ui, client);
    });

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

    private static async Task<HttpStatusCode> Status(HttpClient client, HttpMethod method, string path, string? host = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
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
        using var answer = await client.PostAsync(new Uri("/api/session", UriKind.Relative), new StringContent($"{{\"token\":\"{token}\"}}"));
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
