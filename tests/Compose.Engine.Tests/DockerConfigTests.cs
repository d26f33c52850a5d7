using System.Text;
using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class DockerConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public DockerConfigTests()
    {
        _environment["DOCKER_CONFIG"] = _folder.Path;
        _environment["PATH"] = _folder.Path + ":/usr/bin:/bin";
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("busybox", RegistryName.DockerHub)]
    [InlineData("me/thing:v1", RegistryName.DockerHub)]
    [InlineData("docker.io/library/busybox", RegistryName.DockerHub)]
    [InlineData("ghcr.io/a/b@sha256:00", "ghcr.io")]
    [InlineData("localhost/a", "localhost")]
    [InlineData("localhost:5000/a", "localhost:5000")]
    public void The_registry_of_an_image_is_known(string image, string registry) => RegistryName.KeyOf(image).Should().Be(registry);

    [Theory]
    [InlineData("""{"auths":{},"auths":{}}""")]
    [InlineData("""{"auths":{"a":{},"a":{}}}""")]
    public async Task A_login_is_not_kept_in_a_file_that_has_a_key_twice(string config)
    {
        Config(config);
        var store = new CredentialStore(new ProcessEnvironment(_environment));
        var keeping = () => store.StoreAsync(
            new RegistryCredential { ServerAddress = "ghcr.io", Username = "me", Password = "secret" }, CancellationToken.None);
        (await keeping.Should().ThrowAsync<EngineError>()).WithMessage("*has a key twice*");
        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "config.json"))).Should().Be(config);
    }

    [Fact]
    public async Task Credentials_in_the_file_are_found_under_either_spelling()
    {
        Config($$$"""
            {"auths":{
              "ghcr.io":{"auth":"{{{Encoded("me:se:cret")}}}"},
              "https://quay.io/v2/":{"auth":"{{{Encoded("you:other")}}}"},
              "token.example":{"identitytoken":"idt"},
              "empty.example":{}
            }}
            """);

        (await Credential("ghcr.io")).Should()
            .Be(new RegistryCredential { ServerAddress = "ghcr.io", Username = "me", Password = "se:cret" });
        (await Credential("quay.io"))!.Password.Should().Be("other");
        (await Credential("token.example"))!.IdentityToken.Should().Be("idt");
        (await Credential("empty.example")).Should().BeNull();
        (await Credential("unknown.example")).Should().BeNull();
    }

    [Fact]
    public async Task Helpers_are_asked_and_the_environment_goes_first()
    {
        _folder.WriteProgram(
            "docker-credential-one",
            """
            read registry
            case "$1 $registry" in
            "get special.example") echo '{"ServerURL":"special.example","Username":"<token>","Secret":"tok"}' ;;
            *) echo "credentials not found in native keychain"; exit 1 ;;
            esac
            """);
        _folder.WriteProgram(
            "docker-credential-all",
            """
            [ "$1" = list ] && { echo '{"stored.example":"u"}'; exit; }
            read registry
            echo "{\"Username\":\"user of $registry\",\"Secret\":\"s\"}"
            """);
        Config("""{"credsStore":"all","credHelpers":{"special.example":"one","none.example":"one"},"auths":{"stored.example":{}}}""");

        (await Credential("special.example"))!.IdentityToken.Should().Be("tok");
        (await Credential("none.example")).Should().BeNull();
        (await Credential("stored.example"))!.Username.Should().Be("user of stored.example");
        var all = await DockerConfig.Load(Variables).AllCredentialsAsync();
        all.Keys.Should().BeEquivalentTo("special.example", "stored.example");
        _environment["DOCKER_AUTH_CONFIG"] = """{"auths":{"special.example":{"auth":"AUTH"}}}""".Replace("AUTH", Encoded("env:pw"));
        (await Credential("special.example"))!.Username.Should().Be("env");
    }

    [Theory]
    [InlineData(null, "not in PATH")]
    [InlineData("echo no such thing; exit 3", "exit code 3: no such thing")]
    [InlineData("echo s3cret and no json", "not JSON")]
    public async Task A_helper_that_fails_is_named_and_its_secrets_are_not(string? script, string why)
    {
        if (script is not null)
        {
            _folder.WriteProgram("docker-credential-bad", script);
        }

        Config("""{"credsStore":"bad"}""");

        var ask = () => Credential("x.example");

        var error = (await ask.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Credential);
        error.Message.Should().Contain("docker-credential-bad").And.Contain(why);
        error.ToString().Should().NotContain("s3cret");
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_its_line_and_not_quoted_to_who_needs_a_credential()
    {
        Config("{\n\"auths\": s3cret");
        var config = DockerConfig.Load(Variables);
        config.ProxyVariables("unix:///var/run/docker.sock").Should().BeEmpty();
        config.PsFormat.Should().BeEmpty();

        var ask = () => config.CredentialAsync("r.example.com");

        var error = (await ask.Should().ThrowAsync<EngineError>()).Which;
        error.Message.Should().Contain("config.json").And.Contain("line 2");
        error.ToString().Should().NotContain("s3cret");
        config.Damage.Should().Be(error);
    }

    [Fact]
    public async Task An_empty_file_says_nothing()
    {
        Config("");

        (await Credential("r.example.com")).Should().BeNull();
    }

    [Fact]
    public void Proxies_are_told_in_both_spellings_for_the_engine_that_they_are_for()
    {
        Config("""{"proxies":{"default":{"httpProxy":"http://p:1","noProxy":"localhost"},"tcp://far:1":{"allProxy":"socks://q"}}}""");
        var config = DockerConfig.Load(Variables);

        config.ProxyVariables("unix:///var/run/docker.sock").Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["HTTP_PROXY"] = "http://p:1",
            ["http_proxy"] = "http://p:1",
            ["NO_PROXY"] = "localhost",
            ["no_proxy"] = "localhost",
        });
        config.ProxyVariables("tcp://far:1").Keys.Should().BeEquivalentTo("ALL_PROXY", "all_proxy");
    }

    [Fact]
    public void A_credential_does_not_show_in_text_and_is_whole_in_the_header()
    {
        var credential = new RegistryCredential { Username = "me", Password = "s3cret", ServerAddress = "ghcr.io" };

        credential.ToString().Should().Be("credential for ghcr.io");
        var json = Convert.FromBase64String(RegistryHeader.Of(credential).Replace('-', '+').Replace('_', '/'));
        JsonDocument.Parse(json).RootElement.GetProperty("password").GetString().Should().Be("s3cret");
    }

    [Fact]
    public async Task No_configuration_is_no_credential()
    {
        _environment["DOCKER_CONFIG"] = "/no/such/folder";

        (await Credential("ghcr.io")).Should().BeNull();
    }

    private void Config(string json) => _folder.Write("config.json", json);

    private Task<RegistryCredential?> Credential(string registry) => DockerConfig.Load(Variables).CredentialAsync(registry);

    private ProcessEnvironment Variables => new(_environment);

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
