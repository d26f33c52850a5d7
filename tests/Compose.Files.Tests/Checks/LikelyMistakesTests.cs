using Compose.Files.Checks;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Checks;

public sealed class LikelyMistakesTests
{
    [Theory]
    [InlineData("ports: ['80:80', '127.0.0.1:80:81']", "NC0751", "services.web.ports: port 80/tcp is published twice")]
    [InlineData("ports: ['8080:1']", "NC0751", "services.web.ports: port 8080/tcp is published twice")]
    [InlineData("{ports: ['80:80'], scale: 2}", "NC0752", "services.web.ports: only one of 2 containers can publish port 80")]
    [InlineData("restart: on-error", "NC0753", "services.web.restart: \"on-error\" is no restart policy")]
    [InlineData("restart: 'on-failure:x'", "NC0753", "services.web.restart: \"on-failure:x\" is no restart policy")]
    [InlineData("ports: [{target: 99999}]", "NC0754", "services.web.ports: 99999 is no port")]
    [InlineData("ports: [{target: 80, published: abc}]", "NC0754", "services.web.ports: \"abc\" is neither a port nor a range")]
    [InlineData("ports: [{target: 80, protocol: foo}]", "NC0755", "services.web.ports: \"foo\" is no protocol")]
    [InlineData("volumes: ['/a:b']", "NC0756", "services.web.volumes: the mount target \"b\" is not an absolute path")]
    [InlineData("{network_mode: host, ports: ['80:80']}", "NC0757", "services.web.ports: ports have no effect with network_mode: host")]
    [InlineData("networks: {n: {ipv4_address: 1.2.3.x}}", "NC0758", "services.web.networks.n.ipv4_address: \"1.2.3.x\" is not an address")]
    [InlineData("deploy: {restart_policy: {condition: allways}}", "NC0761",
        "services.web.deploy.restart_policy.condition: \"allways\" is none of none, on-failure, any, unless-stopped")]
    public void Likely_mistakes_are_warnings(string attributes, string code, string summary)
    {
        var service = attributes[0] == '{' ? "{image: a, " + attributes[1..] : "{image: a, " + attributes + "}";
        var found = Warn($"services: {{other: {{image: b, ports: ['8080:80']}}, web: {service}}}");
        found.Should().ContainSingle().Which.Should().Be($"{code} {summary}");
    }

    [Theory]
    [InlineData("ports: ['80:80', '80:80/udp', '81:80', '8000-8010:80', '90']")]
    [InlineData("{ports: ['127.0.0.1:80:80', '127.0.0.2:80:80'], restart: unless-stopped}")]
    [InlineData("{ports: ['80-90:80'], scale: 3, restart: 'on-failure:3'}")]
    [InlineData("volumes: ['./x:/x', 'C:/x:/y', '/a']")]
    public void Correct_values_have_no_warning(string attributes)
    {
        var service = attributes[0] == '{' ? "{image: a, " + attributes[1..] : "{image: a, " + attributes + "}";
        Warn($"services: {{web: {service}}}").Should().BeEmpty();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("one", 0)]
    [InlineData("three", 0)]
    [InlineData("one two", 1)]
    [InlineData("four", 1)]
    public void Services_that_are_not_started_together_may_publish_one_port(string named, int warnings)
    {
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/project/compose.yaml", """
                services:
                  one: {image: a, ports: ["80:80"]}
                  two: {image: b, ports: ["80:80"]}
                  three: {image: c}
                  four: {image: d, depends_on: [one, two]}
                """u8.ToArray())],
            Directory = "/project",
            Environment = ComposeEnvironment.Empty,
            Services = [.. named.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        });
        loaded.Diagnostics.Count(found => found.Code == DiagnosticCode.DuplicatePort).Should().Be(warnings);
    }

    [Fact]
    public void An_external_resource_has_nothing_else() =>
        Warn("networks: {n: {external: true, driver: x}}").Should()
            .Equal("NC0760 networks.n.driver: driver has no effect on something external");

    private static IEnumerable<string> Warn(string yaml)
    {
        var trees = new Trees();
        var tree = trees.Decoded(yaml);
        LikelyMistakes.Warn(tree, trees.Diagnostics);
        if (tree["services"] is YamlMapping services)
            LikelyMistakes.WarnOfPorts(services, trees.Diagnostics, profilesAreAlternatives: false);
        trees.Diagnostics.Where(found => found.Severity != Severity.Warning || found.Primary is null).Should().BeEmpty();
        return trees.Diagnostics.Where(found => found.Code.Text().StartsWith("NC07", StringComparison.Ordinal))
            .Select(found => $"{found.Code.Text()} {found.Summary}");
    }
}
