using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>`alpha viz` of both programs: the same lines, which Docker Compose prints in a random order.</summary>
public sealed class VizTests
{
    private const string Stack = """
        name: demo
        services:
          web:
            image: "web:1"
            ports: ["80", "8000-8001:90-91/udp", {target: 5, published: "6", mode: host}, "127.0.0.1:1:2"]
            networks: {b: {}, a: {}}
            depends_on: [api]
          api: {build: ., depends_on: {db: {condition: service_healthy}}}
          db: {image: db, network_mode: host}
          side: {image: side, network_mode: "service:api"}
          linked: {image: side, links: ["db:x"], network_mode: none}
        networks: {a: {}, b: {name: other}}
        """;

    [Theory]
    [InlineData("")]
    [InlineData("--networks --ports --image")]
    [InlineData("--spaces --indentation-size 3")]
    [InlineData("--indentation-size 0")]
    [InlineData("--indentation-size -1")]
    public async Task Both_print_the_same_lines(string flags)
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-viz-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "compose.yaml"), Stack);
        string[] command = ["alpha", "viz", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin", ["HOME"] = folder };
        var ours = await ProcessRun.RunAsync(RequiredProgram.Ncompose, command, folder, environment);
        var peer = await ProcessRun.RunAsync(RequiredProgram.Peer, command, folder, environment);
        Directory.Delete(folder, recursive: true);

        ours.Output.Split('\n').Order(StringComparer.Ordinal).Should().Equal(peer.Output.Split('\n').Order(StringComparer.Ordinal));
        (ours.Error.Split('\n')[0], ours.ExitCode).Should().Be((peer.Error.Split('\n')[0], peer.ExitCode));
    }
}
