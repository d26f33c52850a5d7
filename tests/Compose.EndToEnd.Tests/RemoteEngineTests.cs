using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>An engine that is not behind a socket file: the program itself dials, and hands over certificates.</summary>
public sealed class RemoteEngineTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private string Socket => new Uri(fixture.DockerHost).LocalPath;

    [Fact]
    public Task An_engine_at_a_port_is_as_good_as_one_at_a_socket() => Scenario.RunAsync(fixture, "port", async scenario =>
    {
        await using var relay = new PortRelay(Socket);
        await LiveAt(scenario, $"tcp://127.0.0.1:{relay.Port}");
    });

    [Fact]
    public Task An_engine_behind_TLS_gets_the_certificate_that_it_wants() => Scenario.RunAsync(fixture, "tls", async scenario =>
    {
        using var certificates = new EngineCertificates();
        await using var relay = new PortRelay(Socket, certificates.Server());
        var folder = Path.Combine(scenario.Folder, "certificates");
        certificates.WriteClientFiles(folder);
        scenario.Environment["DOCKER_TLS_VERIFY"] = "1";
        scenario.Environment["DOCKER_CERT_PATH"] = folder;
        await LiveAt(scenario, $"tcp://localhost:{relay.Port}");

        using var others = new EngineCertificates();
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), others.AuthorityPem);
        var refused = await scenario.Try("ps");
        refused.ExitCode.Should().Be(1);
        refused.Error.Trim().Should().Contain("certificate").And.NotContain("\n").And.NotContain("bug");
    });

    private static async Task LiveAt(Scenario scenario, string host)
    {
        scenario.File("compose.yaml", "services: {box: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s}}\n");
        scenario.Environment["DOCKER_HOST"] = host;
        await scenario.Ncompose("up", "-d");
        (await scenario.Ncompose("exec", "-T", "box", "echo", "there")).Output.Should().Be("there\n");
        (await scenario.Ncompose("ps", "-q")).Output.Trim().Should().Be((string?)(await scenario.Container("box"))["Id"]);
        await scenario.Ncompose("down");
        (await scenario.Containers()).Should().BeEmpty();
    }
}
