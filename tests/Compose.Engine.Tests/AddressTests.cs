using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Compose.Engine.Addressing;
using Compose.Engine.Errors;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class AddressTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _environment = [];

    public AddressTests() => _environment["HOME"] = _home.Path;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("unix:///run/x.sock", "unix:///run/x.sock")]
    [InlineData("tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375")]
    [InlineData("tcp://10.0.0.1", "tcp://10.0.0.1:2375")]
    [InlineData("tcp://10.0.0.1:99/", "tcp://10.0.0.1:99")]
    [InlineData("tcp://:99", "tcp://127.0.0.1:99")]
    [InlineData("tcp://[::1]:99", "tcp://[::1]:99")]
    [InlineData("tcp://[::1]", "tcp://[::1]:2375")]
    [InlineData("host:99", "tcp://host:99")]
    [InlineData("http://host:99", "tcp://host:99")]
    [InlineData("https://host", "tcp://host:2376")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe:////./pipe/docker_engine")]
    [InlineData("ssh://host", "ssh://host")]
    [InlineData("ssh://me@host:2222", "ssh://me@host:2222")]
    [InlineData("ssh://me@host/run/user/1/docker.sock", "ssh://me@host/run/user/1/docker.sock")]
    public void An_address_is_read(string text, string address)
    {
        _environment["DOCKER_HOST"] = text;

        var resolved = Resolve();

        resolved.ToString().Should().Be(address);
        resolved.Origin.Should().Be("DOCKER_HOST");
    }

    [Theory]
    [InlineData("ftp://host", "ftp")]
    [InlineData("tcp://", "nothing after the scheme")]
    [InlineData("unix://", "nothing after the scheme")]
    [InlineData("tcp://host:port", "port")]
    [InlineData("tcp://host:0", "0 is not a port")]
    [InlineData("tcp://host:99999", "99999")]
    [InlineData("tcp://host:1/path", "path")]
    [InlineData("ssh://me:secret@host", "password")]
    [InlineData("ssh://-oProxyCommand=evil", "dash")]
    [InlineData("ssh://-oProxyCommand=evil@host", "dash")]
    [InlineData("ssh://@", "no host")]
    public void An_invalid_address_is_an_error_with_its_reason(string text, string why)
    {
        _environment["DOCKER_HOST"] = text;

        var resolve = Resolve;

        var error = resolve.Should().Throw<EngineError>().Which;
        error.Kind.Should().Be(EngineErrorKind.Address);
        error.Message.Should().Contain(why).And.Contain("DOCKER_HOST").And.NotContain("\n");
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_configuration()
    {
        Context("one", "unix:///one.sock");
        Context("two", "unix:///two.sock");
        _home.Write(".docker/config.json", """{"currentContext":"one"}""");
        Resolve().ToString().Should().Be("unix:///one.sock");
        _environment["DOCKER_CONTEXT"] = "two";
        Resolve().ToString().Should().Be("unix:///two.sock");
        _environment["DOCKER_HOST"] = "unix:///host.sock";
        Resolve().ToString().Should().Be("unix:///host.sock");
        EngineAddress.Resolve(Variables, context: "one").ToString().Should().Be("unix:///one.sock");
        EngineAddress.Resolve(Variables, host: "unix:///flag.sock", context: "one").ToString().Should().Be("unix:///flag.sock");
    }

    [Fact]
    public void The_configuration_can_be_somewhere_else()
    {
        using var other = new TemporaryFolder();
        _environment["DOCKER_CONFIG"] = other.Path;
        Context("far", "ssh://me@far", other.Path);
        other.Write("config.json", """{"currentContext":"far"}""");

        var address = Resolve();

        address.ToString().Should().Be("ssh://me@far");
        address.Origin.Should().Be("context \"far\"");
    }

    [Fact]
    public void The_default_context_is_the_default_socket()
    {
        _environment["DOCKER_CONTEXT"] = "default";

        Resolve().Origin.Should().BeEmpty();
        _environment["DOCKER_HOST"] = "tcp://host";
        EngineAddress.Resolve(Variables, context: "default").ToString().Should()
            .Be("tcp://host:2375", "the environment is what this context means");
    }

    [Fact]
    public void A_context_that_is_not_there_is_named_with_who_asked_for_it()
    {
        _environment["DOCKER_CONTEXT"] = "gone";

        var resolve = Resolve;

        resolve.Should().Throw<EngineError>().WithMessage("context \"gone\" of DOCKER_CONTEXT does not exist: *");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"Endpoints":{"docker":{"Host":""}}}""")]
    [InlineData("""{"Endpoints":[]}""")]
    public void A_damaged_context_is_an_error_and_not_a_bug(string meta)
    {
        _environment["DOCKER_CONTEXT"] = "bad";
        _home.Write($".docker/contexts/meta/{Digest("bad")}/meta.json", meta);

        var resolve = Resolve;

        resolve.Should().Throw<EngineError>().Which.Message.Should().Contain("\"bad\"").And.NotContain("\n");
    }

    [Fact]
    public void The_certificates_of_a_context_are_found()
    {
        _environment["DOCKER_CONTEXT"] = "safe";
        Context("safe", "tcp://host:2376");
        var folder = $".docker/contexts/tls/{Digest("safe")}/docker/";
        _home.Write(folder + "ca.pem", "");
        _home.Write(folder + "cert.pem", "");

        var tls = Resolve().Tls!;

        tls.AuthorityFile.Should().EndWith("ca.pem");
        tls.CertificateFile.Should().EndWith("cert.pem");
        tls.KeyFile.Should().BeNull();
        tls.Verify.Should().BeTrue();
    }

    [Fact]
    public void Certificates_of_the_environment_count_only_when_it_asks_for_tls()
    {
        using var certificates = new TemporaryFolder();
        certificates.Write("ca.pem", "");
        _environment["DOCKER_HOST"] = "tcp://host";
        _environment["DOCKER_CERT_PATH"] = certificates.Path;
        Resolve().Tls.Should().BeNull();
        _environment["DOCKER_TLS"] = "1";
        Resolve().Tls!.Verify.Should().BeFalse();
        _environment["DOCKER_TLS_VERIFY"] = "1";

        var address = Resolve();

        address.Port.Should().Be(2376);
        address.Tls!.Verify.Should().BeTrue();
        address.Tls.AuthorityFile.Should().Be(Path.Combine(certificates.Path, "ca.pem"));
    }

    [Fact]
    public async Task A_default_socket_that_does_not_answer_gives_way_to_one_that_does()
    {
        using var runtime = new TemporaryFolder();
        _environment["XDG_RUNTIME_DIR"] = runtime.Path;
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Path.Combine(runtime.Path, "docker.sock")));
        }

        runtime.Write("docker.sock", "");
        runtime.Write("podman/x", "");
        using var alive = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        alive.Bind(new UnixDomainSocketEndPoint(Path.Combine(runtime.Path, "podman/podman.sock")));
        alive.Listen();
        var address = Resolve();
        var sockets = address.Alternatives.Prepend(address.Target)
            .Where(path => path.StartsWith(runtime.Path, StringComparison.Ordinal)).ToList();
        sockets.Select(path => Path.GetRelativePath(runtime.Path, path)).Should().Equal("docker.sock", "podman/podman.sock");
        await using var client = new EngineClient(address with { Target = sockets[0], Alternatives = [sockets[1]] }, Variables);
        using var cancel = new CancellationTokenSource();

        var asking = client.PingAsync(cancel.Token).AsTask();

        (await alive.AcceptAsync().WaitAsync(TimeSpan.FromMinutes(1))).Dispose();
        (await asking.Invoking(a => a).Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Cut);
    }

    [Fact]
    public async Task No_engine_is_one_line_that_says_what_was_tried_and_what_to_do()
    {
        _environment["DOCKER_HOST"] = "unix://" + _home.Path + "/no.sock";
        (await Unreachable()).Should().Contain("no.sock (DOCKER_HOST): it does not exist").And.Contain("systemctl start docker");
        _environment["DOCKER_HOST"] = "tcp://127.0.0.1:1";
        (await Unreachable()).Should().Contain("tcp://127.0.0.1:1 (DOCKER_HOST): no engine listens there").And.Contain("ssh://");
        _environment["DOCKER_HOST"] = "tcp://no.such.host.invalid:1";
        (await Unreachable()).Should().Contain("tcp://no.such.host.invalid:1 (DOCKER_HOST): no machine of that name is known");
        var nothing = new EngineAddress
        { Scheme = EngineScheme.Unix, Target = _home.Path + "/a.sock", Missing = [_home.Path + "/a.sock", "/b.sock"] };
        await using var client = new EngineClient(nothing, Variables);
        (await client.Invoking(c => c.ListContainersAsync()).Should().ThrowAsync<EngineError>()).Which.Message
            .Should().StartWith("no container engine found: there is none of ").And.Contain("a.sock, /b.sock;").And.NotContain("\n");
    }

    private async Task<string> Unreachable()
    {
        await using var client = EngineClient.FromEnvironment(Variables);
        var error = (await client.Invoking(c => c.ListContainersAsync()).Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Unreachable);
        error.Message.Should().NotContain("\n");
        return error.Message;
    }

    private EngineAddress Resolve() => EngineAddress.Resolve(Variables);

    private ProcessEnvironment Variables => new(_environment);

    private void Context(string name, string host, string? configuration = null)
    {
        var file = Path.Combine(configuration ?? Path.Combine(_home.Path, ".docker"), "contexts", "meta", Digest(name), "meta.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(
            file, """{"Name":"NAME","Metadata":{},"Endpoints":{"docker":{"Host":"HOST","SkipTLSVerify":false}}}""".Replace(
            "NAME", name).Replace("HOST", host));
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
