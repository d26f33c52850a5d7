using System.Text.Json;
using System.Xml.Linq;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class GraphTests
{
    private const string Stack = """
        name: demo
        services:
          web: {image: web, ports: ["127.0.0.1:80:8080"], depends_on: {api: {condition: service_healthy}}}
          api: {build: ., scale: 2, depends_on: {db: {condition: service_started, required: false}, job: {condition: service_completed_successfully}}}
          db: {image: db, volumes: ["data:/data", "./x:/x"]}
          job: {image: job, network_mode: "service:db"}
          off: {image: off, profiles: [later]}
        volumes: {data: {}}
        """;

    [Fact]
    public void Mermaid_is_the_default()
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose("graph");
        run.Output.Should().Be("""
            flowchart LR
                s0["api<br/><small>demo-api</small>"]
                s1["db<br/><small>db</small>"]
                s2["job<br/><small>job</small>"]
                s3["web<br/><small>web</small>"]
                s0 -.->|started| s1
                s0 -->|completed| s2
                s2 -->|shares| s1
                s3 -->|healthy| s0

            """);
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Json_is_as_published()
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose("graph", "--format", "json", "web");
        using var graph = JsonDocument.Parse(run.Output);
        PublishedSchema.Graph.Problems(graph.RootElement).Should().BeEmpty();
        graph.RootElement.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()).Should()
            .Equal("api", "db", "job", "web");
        graph.RootElement.GetProperty("nodes")[1].GetProperty("volumes").EnumerateArray().Select(volume => volume.GetString()).Should()
            .Equal("data");
    }

    [Fact]
    public void A_picture_has_a_box_for_each_service()
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose("graph", "--format", "svg");
        XDocument.Parse(run.Output).Descendants().Where(element => (string?)element.Attribute("class") == "name")
            .Select(element => element.Value)
            .Should().Equal("api ×2", "db", "job", "web");
    }

    [Fact]
    public void Another_format_is_refused()
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose("graph", "--format", "png");
        run.FirstErrorLine.Should().Be("unsupported format \"png\": values are mermaid, dot, svg and json");
        run.ExitCode.Should().Be(1);
    }
}
