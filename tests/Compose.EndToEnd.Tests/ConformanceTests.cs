using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>
/// What the conformance tests of the Compose Specification ask of an implementation: lifecycle, networks that join and that part, files by
/// volume, secret and config, replicas, UDP ports. One stack has all of it.
/// </summary>
public sealed class ConformanceTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          entry:
            image: python:3-slim
            init: true
            stop_grace_period: 0s
            command: sleep 600
            networks: [front]
            volumes: ["./volume.txt:/files/volume.txt:ro"]
            secrets: [password]
            configs: [{source: settings, target: /files/settings.txt}]
            ports: ["127.0.0.1:0:9000/udp"]
            depends_on: [target, apart]
          target: &server
            image: busybox
            init: true
            stop_grace_period: 0s
            command: sh -c 'mkdir /www && echo pong >/www/ping && httpd -f -p 8080 -h /www'
            healthcheck: {test: wget -q -O /dev/null http://127.0.0.1:8080/ping, interval: 200ms, start_period: 20s, start_interval: 200ms}
            networks: [front]
            deploy: {replicas: 3}
          apart:
            <<: *server
            networks: [back]
            deploy: {replicas: 1}
        networks: {front: {}, back: {}}
        secrets: {password: {file: ./secret.txt}}
        configs: {settings: {file: ./config.txt}}
        """;

    [Fact]
    public Task The_scenarios_of_the_specification_hold() => Scenario.RunAsync(fixture, "conformance", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        scenario.File("volume.txt", "from a volume\n");
        scenario.File("secret.txt", "from a secret\n");
        scenario.File("config.txt", "from a config\n");

        await scenario.Ncompose("up", "-d", "--wait");

        (await Ping("target")).Output.Should().Be("pong\n");
        (await Ping("nowhere")).Error.Should().Contain("urlopen error", "no service has that name");
        (await Ping("apart")).Error.Should().Contain("urlopen error", "it is on another network");
        (await In("cat", "/files/volume.txt", "/run/secrets/password", "/files/settings.txt")).Output.Should()
            .Be("from a volume\nfrom a secret\nfrom a config\n");
        (await scenario.Ncompose("ps", "-q", "target")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(3);
        (await scenario.Ncompose("port", "--protocol", "udp", "entry", "9000")).Output.Should().MatchRegex(@"^127\.0\.0\.1:\d+\n$");

        await scenario.Ncompose("down", "-v");

        (await scenario.Engine.ContainersAsync()).Where(IsOurs).Should().BeEmpty();
        (await scenario.Engine.NetworksAsync()).Where(IsOurs).Should().BeEmpty();

        Task<ProcessRun> Ping(string host) =>
            In("python3", "-c",
                $"from urllib.request import urlopen; print(urlopen('http://{host}:8080/ping', timeout=5).read().decode(), end='')");
        Task<ProcessRun> In(params string[] command) => scenario.Try(["exec", "-T", "entry", .. command]);
        bool IsOurs(JsonNode thing) => (string?)thing["Labels"]?["com.docker.compose.project"] == scenario.Project;
    });
}
