using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>A stack with something of everything that lists show, brought up once by Docker Compose.</summary>
public sealed class RunningStack : IAsyncLifetime
{
    private const string Files = """
        services:
          db:
            image: busybox
            command: sh -c "echo db up; sleep 900"
            init: true
            healthcheck: {test: "true", interval: 1s}
            volumes: [data:/data, /anonymous]
            labels: {com.example.team: core}
          web:
            image: busybox
            command: httpd -f -p 80
            init: true
            depends_on: {db: {condition: service_healthy}}
            ports: ["80", "127.0.0.1::81/udp", "9000-9002"]
            expose: ["7000", "7001", "7010"]
            networks: [front, default]
          worker:
            image: busybox
            command: ["sh", "-c", "echo one; echo two >&2; echo three; sleep 900", "a long command line, to be cut"]
            init: true
            scale: 2
          named: {image: busybox, command: echo called otherwise, container_name: "${NAMED}"}
          hushed: {image: busybox, command: echo not for everybody, attach: false}
          job: {image: busybox, command: sh -c "echo done; exit 3"}
        networks: {front: {}}
        volumes: {data: {}}
        """;

    private readonly EngineFixture _fixture = new();
    private string _folder = "";

    internal Tool Peer { get; private set; } = null!;
    internal Tool Ours { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _folder = Directory.CreateTempSubdirectory("ncompose-reads-").FullName;
        var project = _fixture.NewProject("reads");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "compose.yaml"),
            $"name: {project}\n{Files.Replace("${NAMED}", project + "-special", StringComparison.Ordinal)}");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "stray.yaml"),
            $"name: {project}\nservices:\n  stray: {{image: busybox, command: sleep 900, init: true}}\n");
        Peer = new Tool(RequiredProgram.Peer, _folder, project, _fixture.DockerHost);
        Ours = Peer with { Program = RequiredProgram.Ncompose };
        await Peer.RunAsync("up", "-d");
        await Peer.RunAsync("-f", "stray.yaml", "up", "-d");
        await Peer.RunAsync("run", "-d", "worker", "sleep", "900");
        foreach (var (service, last) in new[] { ("db", "db up"), ("worker", "three"), ("named", "called otherwise"),
            ("hushed", "not for everybody"), ("job", "done") })
            foreach (var container in await _fixture.Engine.ContainersAsync(
                $"com.docker.compose.project={project}", $"com.docker.compose.service={service}", "com.docker.compose.oneoff=False"))
                await _fixture.Engine.LogsAsync((string)container["Id"]!, until: last);
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
