using Compose.Engine.Artifacts;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests.Artifacts;

public sealed class ArtifactNameTests
{
    private const string Digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    [Theory]
    [InlineData("app", "docker.io/library/app:latest", "registry-1.docker.io")]
    [InlineData("team/app:1.0", "docker.io/team/app:1.0", "registry-1.docker.io")]
    [InlineData("localhost:5000/a/b", "localhost:5000/a/b:latest", "localhost:5000")]
    [InlineData("example.com/a@" + Digest, "example.com/a@" + Digest, "example.com")]
    [InlineData("example.com/a:1@" + Digest, "example.com/a:1@" + Digest, "example.com")]
    public void A_name_is_completed(string text, string full, string host)
    {
        var name = ArtifactName.Parse(text);
        name!.ToString().Should().Be(full);
        name.Host.Should().Be(host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/../a")]
    [InlineData("example.com/a//b")]
    [InlineData("example.com/A")]
    [InlineData("example.com/a:-x")]
    [InlineData("example.com/a?x=y")]
    [InlineData("user:secret@example.com/a")]
    [InlineData("example.com/a@sha256:123")]
    [InlineData("example.com/a@sha256:../../../../../../../../../../../../../../../../../../../../../../")]
    public void What_is_no_name_is_refused(string text) => ArtifactName.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("https://example.com", "https://example.com/token", true)]
    [InlineData("https://registry-1.docker.io", "https://auth.docker.io/token", true)]
    [InlineData("https://registry.gitlab.com", "https://gitlab.com/jwt/auth", true)]
    [InlineData("http://localhost:5000", "http://localhost:5001/token", true)]
    [InlineData("https://example.com", "http://example.com/token", false)]
    [InlineData("https://example.com", "https://evil.com/token", false)]
    [InlineData("https://registry.example.com", "https://notexample.com/token", false)]
    [InlineData("https://shop.co.uk", "https://evil.co.uk/token", false)]
    [InlineData("https://ghcr.io", "https://evil.io/token", false)]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.2:5000/token", false)]
    [InlineData("https://example.com", "https://user@example.com/token", false)]
    [InlineData("https://example.com", "file:///etc/passwd", false)]
    public void A_credential_is_sent_to_the_site_of_its_registry_only(string registry, string realm, bool isSent) =>
        (TokenRealm.Refusal(new Uri(registry), new Uri(realm)) is null).Should().Be(isSent);

    [Fact]
    public void A_challenge_is_read()
    {
        var challenge = Challenge.Parse("Bearer realm=\"https://a/token\",service=\"a, b\" , scope=x");
        challenge!.IsBearer.Should().BeTrue();
        challenge.Parameters.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["realm"] = "https://a/token",
            ["service"] = "a, b",
            ["scope"] = "x"
        });
    }
}
