using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Host;
using Compose.Testing.Engine;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>The real engine behind a TLS port that wants a client certificate, with an authority made for the test.</summary>
[Collection(RealEngineTests.Name)]
public sealed class TlsTests : IAsyncLifetime, IDisposable
{
    private readonly RealEngine _engine;
    private readonly TemporaryFolder _folder = new();
    private readonly EngineCertificates _certificates = new();
    private readonly PortRelay _relay;

    public TlsTests(RealEngine engine)
    {
        _engine = engine;
        _certificates.WriteClientFiles(_folder.Path);
        _relay = new PortRelay(_engine.Socket, _certificates.Server());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _relay.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task An_engine_behind_tls_is_spoken_to_with_the_certificates_of_the_environment()
    {
        await using var client = Client("localhost");

        (await client.EngineVersionAsync()).Should().BeEquivalentTo(await _engine.Client.EngineVersionAsync());
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.InfoAsync()))).Should().HaveCount(10);
    }

    [Fact]
    public async Task Half_closing_works_through_tls()
    {
        var id = await _engine.RunIdleAsync();
        await using var client = Client("localhost");
        var exec = await client.CreateExecAsync(
            id, new ContainerExecCreateParameters { Cmd = ["wc", "-c"], AttachStdin = true, AttachStdout = true });
        await using var stream = await client.AttachExecAsync(exec);

        await stream.WriteAsync(new byte[100_000]);
        await stream.CloseWriteAsync();
        await using var reader = new FrameReader(stream, isFramed: true);

        var piece = (await reader.ReadAsync())!.Value;
        System.Text.Encoding.ASCII.GetString(piece.Bytes.Span).Trim().Should().Be("100000");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        await using var client = Client("127.0.0.1");

        var call = () => client.InfoAsync();

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Unreachable);
        error.Message.Should().Contain("certificate");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_unless_nobody_asked_for_verification()
    {
        using var other = new EngineCertificates();
        Write("ca.pem", other.AuthorityPem);
        await using var strict = Client("localhost");
        await using var trusting = Client("localhost", "DOCKER_TLS");

        var call = () => strict.InfoAsync();

        (await call.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Unreachable);
        (await trusting.InfoAsync()).ServerVersion.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_damaged_key_is_an_error_and_not_a_bug()
    {
        Write("key.pem", "not a key");
        await using var client = Client("localhost");

        var call = () => client.InfoAsync();

        (await call.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Unreachable);
    }

    private EngineClient Client(string host, string mode = "DOCKER_TLS_VERIFY") =>
        EngineClient.FromEnvironment(new ProcessEnvironment(new Dictionary<string, string>
        {
            ["DOCKER_HOST"] = $"tcp://{host}:{_relay.Port}",
            ["DOCKER_CERT_PATH"] = _folder.Path,
            [mode] = "1",
        }));

    private void Write(string name, string pem) => _folder.Write(name, pem);
}
