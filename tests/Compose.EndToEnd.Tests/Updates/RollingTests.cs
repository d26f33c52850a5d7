using System.Collections.Concurrent;
using System.Globalization;
using Compose.EndToEnd.Tests.Examples;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Updates;

/// <summary>
/// Three replicas behind the stack's nginx, asked all the time: neither an update nor one that is taken back loses a request.
/// </summary>
public sealed class RollingTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    /// <summary>With fewer requests it was no load.</summary>
    private const int Load = 20;

    private const string Stack = """
        services:
          front:
            image: nginx
            ports: ["${PORT}:80"]
            stop_grace_period: 1s
            configs: [{source: front, target: /etc/nginx/nginx.conf}]
          app:
            image: nginx
            command: [sh, -c, "${BEFORE}exec nginx -g 'daemon off;'"]
            stop_signal: SIGQUIT
            configs: [{source: app, target: /etc/nginx/nginx.conf}]
            # Written when it listens.
            healthcheck: {test: [CMD, test, -s, /run/nginx.pid], interval: 300ms, retries: 200}
            deploy:
              replicas: 3
              update_config: {order: start-first, parallelism: 1, monitor: 500ms, failure_action: rollback}
        configs:
          front:
            content: |
              events {}
              http {
                resolver 127.0.0.11 valid=1s;
                server {
                  listen 80;
                  location / {
                    set $$app http://app;
                    proxy_pass $$app;
                    proxy_connect_timeout 500ms;
                    proxy_next_upstream error timeout;
                  }
                }
              }
          app:
            content: |
              events {}
              http { server { listen 80; location / { return 200 "${VERSION}"; } } }
        """;

    [Fact]
    public Task Under_load_no_request_is_lost() => Scenario.RunAsync(fixture, "rolling", async scenario =>
    {
        var port = Example.FreePorts();
        scenario.File("compose.yaml", Stack);
        scenario.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        scenario.Environment["BEFORE"] = "";
        scenario.Environment["VERSION"] = "one";
        await scenario.Ncompose("up", "-d", "--wait");
        (await Example.PageAsync(port)).Should().Be("one");

        scenario.Environment["VERSION"] = "two";
        var updated = await Asked(port, () => scenario.Ncompose("up", "-d"));
        updated.Should().BeEquivalentTo(["one", "two"], "every request got one of the two, and both were seen");
        (await Asked(port, () => Task.CompletedTask)).Should().BeEquivalentTo("two");
        (await scenario.Containers("app")).Should().HaveCount(3);

        var before = (await scenario.Containers("app")).Select(container => (string)container["Id"]!).Order().ToList();
        scenario.Environment["VERSION"] = "three";
        scenario.Environment["BEFORE"] = "exit 7; ";
        var answers = await Asked(port, async () =>
        {
            var run = await scenario.Try("up", "-d");
            run.ExitCode.Should().Be(3);
            run.Error.Should().Contain($"rolled back: container {scenario.Project}-app-1");
        });
        answers.Should().BeEquivalentTo("two");
        (await scenario.Containers("app")).Select(container => (string)container["Id"]!).Order().Should().Equal(before);
    });

    /// <summary>
    /// The different answers of all requests, a failed one being told by its error, while something goes on, and until there were enough of
    /// them.
    /// </summary>
    private static async Task<ICollection<string>> Asked(int port, Func<Task> meanwhile)
    {
        var answers = new ConcurrentDictionary<string, int>();
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 3).Select(_ => AskAsync(http, answers, end.Token)).ToList();
        await meanwhile();
        await Eventually.UntilAsync(() => answers.Values.Sum() > Load, $"{Load} requests are answered");
        await end.CancelAsync();
        await Task.WhenAll(clients);
        return answers.Keys;
    }

    private static async Task AskAsync(HttpClient http, ConcurrentDictionary<string, int> answers, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var answer = await AnswerAsync(http);
            answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
        }
    }

    private static async Task<string> AnswerAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("", UriKind.Relative));
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : $"{response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // A lost request: that there is none is what the test is about.
            return e.Message;
        }
    }
}
