using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Merging;

public sealed class ResetTagsTests
{
    private const string Base = """
        services:
          a:
            image: x
            ports: ["80:80", "81:81"]
            environment: [A=1, B=2]
            labels: {a: b, c: d}
            cap_add: [X, Y]
            networks: [n]
          b: {image: y}
        networks: {n: {}}
        """;

    [Theory]
    [InlineData("ports: !reset []", "ports", "nothing")]
    [InlineData("ports: !reset whatever", "ports", "nothing")]
    [InlineData("ports: !override ['82:82']", "ports.0.published", "82")]
    [InlineData("ports: [!reset '80:80']", "ports.0.published", "81")]
    [InlineData("environment: [!reset A]", "environment", "{B: 2}")]
    [InlineData("environment: {A: !reset null, C: 3}", "environment", "{B: 2, C: 3}")]
    [InlineData("environment: !override {C: 3}", "environment", "{C: 3}")]
    [InlineData("labels: {a: !reset null}", "labels", "{c: d}")]
    [InlineData("labels: [!reset a]", "labels", "{c: d}")]
    [InlineData("cap_add: [!reset X, Z]", "cap_add", "[Y, Z]")]
    [InlineData("networks: {n: !reset null}", "networks", "{default: null}")]
    public void A_tag_takes_away_what_earlier_files_said(string attribute, string path, string expected)
    {
        using var folder = new Folder().With("compose.yaml", Base).With("over.yaml", $"services:\n  a:\n    {attribute}\n");

        folder.At(folder.Load("compose.yaml", "over.yaml"), "services.a." + path).Should().Be(expected);
    }

    [Fact]
    public void A_whole_service_can_be_reset()
    {
        using var folder = new Folder().With("compose.yaml", Base).With("over.yaml", "services: {b: !reset null}\n");

        folder.Load("compose.yaml", "over.yaml").Project!.Services.Keys.Should().Equal("a");
    }

    [Fact]
    public void Tags_count_for_the_service_that_is_extended_through_a_chain()
    {
        using var folder = new Folder().With("compose.yaml", """
            services:
              a: {image: x, ports: ["80:80"], environment: {A: 1}}
              b: {extends: a, ports: !reset [], environment: !override {B: 2}}
              c: {extends: b, environment: {C: 3}}
            """);

        var result = folder.Load();

        folder.At(result, "services.c.environment").Should().Be("{B: 2, C: 3}");
        folder.At(result, "services.c.ports").Should().Be("nothing");
    }

    [Fact]
    public void An_alias_of_a_tagged_node_is_tagged()
    {
        using var folder = new Folder().With("compose.yaml", Base)
            .With("over.yaml", "x-none: &none !reset null\nservices: {a: {ports: *none}}\n");

        folder.At(folder.Load("compose.yaml", "over.yaml"), "services.a.ports").Should().Be("nothing");
    }
}
