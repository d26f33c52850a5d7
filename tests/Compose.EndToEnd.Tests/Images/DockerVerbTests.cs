using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>inspect, tag, rmi and info: docker's verbs on the services of a project.</summary>
public sealed class DockerVerbTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Services_are_inspected_and_their_images_tagged_and_removed() => Scenario.RunAsync(fixture, "verbs", async scenario =>
    {
        scenario.File("Dockerfile", "FROM busybox\nLABEL own=1\n");
        scenario.File("compose.yaml", $$"""
            services:
              web: {build: ., image: {{scenario.Project}}-web, command: sleep 600, init: true, environment: {API_TOKEN: s3cr3t-word, PLAIN: seen}, volumes: ["data:/data"]}
              idle: {build: ., image: {{scenario.Project}}-idle, profiles: [off]}
            volumes: {data: }
            """);
        await scenario.Ncompose("build", "web", "idle");
        await scenario.Ncompose("up", "-d", "web");

        var containers = JsonNode.Parse((await scenario.Ncompose("inspect", "web")).Output)!.AsArray();
        containers.Should().ContainSingle().Which!["Config"]!["Env"]!.ToJsonString().Should()
            .Contain("API_TOKEN=(hidden)").And.Contain("PLAIN=seen");
        (await scenario.Ncompose("inspect", "--show-secrets", "web")).Output.Should().Contain("API_TOKEN=s3cr3t-word");
        (await scenario.Ncompose("inspect", "-f", "{{.State.Status}} {{.Config.Image}}")).Output.Should()
            .Be($"running {scenario.Project}-web\n");
        (await scenario.Ncompose("inspect", "--type", "volume", "-f", "{{.Name}}", "web")).Output.Should().Be($"{scenario.Project}_data\n");
        (await scenario.Ncompose("inspect", "--type", "network", "-f", "{{.Name}}")).Output.Should().Be($"{scenario.Project}_default\n");
        (await scenario.Ncompose("inspect", "--type", "image", "-f", "{{json .RepoTags}}", "web")).Output.Should()
            .Contain($"{scenario.Project}-web:latest");
        (await scenario.Try("inspect", "--type", "nothing")).Error.Should().Contain("types are container, image, network and volume");
        (await scenario.Try("inspect", "missing")).Error.Should().Contain("no such service: missing");

        await scenario.Ncompose("tag", "web", $"{scenario.Project}-web:2");
        (await scenario.Try("tag", "web", "x@sha256:00")).ExitCode.Should().Be(1);
        (await scenario.ImageAsync($"{scenario.Project}-web:2")).Should().NotBeNull();

        var kept = await scenario.Try("rmi", "web");
        kept.ExitCode.Should().Be(1);
        kept.Error.Should().Contain(
            $"image {scenario.Project}-web is not removed: container {scenario.Project}-web-1 of project \"{scenario.Project}\" uses it");
        await scenario.Ncompose("rm", "-sf");
        await scenario.Ncompose("rmi", "web", "idle");
        (await scenario.Try("tag", "idle", "x")).Error.Should().Contain("No such image").And.Contain("ncompose build idle");
        await scenario.RemoveImageAsync($"{scenario.Project}-web:2");
    });

    [Fact]
    public Task Info_tells_of_the_engine_and_of_what_is_missing() => Scenario.RunAsync(fixture, "info", async scenario =>
    {
        scenario.File(".docker/config.json", """{"credHelpers": {"registry.example": "nothere"}}""");
        var info = JsonNode.Parse((await scenario.Ncompose("info", "--format", "json")).Output)!;
        ((string)info["origin"]!).Should().Be("DOCKER_HOST");
        ((string)info["engine"]!["api"]!).Should().NotBeEmpty();
        ((long)info["engine"]!["free_space"]!).Should().BePositive();
        info["credential_helpers"]!.ToJsonString().Should()
            .Be("""[{"registry":"registry.example","program":"docker-credential-nothere","found":false}]""");
        (await scenario.Ncompose("info")).Output.Should().Contain("Does not work: models: the docker model plugin is not installed");

        scenario.Environment["DOCKER_HOST"] = "unix:///not/there";
        var without = await scenario.Try("info", "--format", "json");
        without.ExitCode.Should().Be(1);
        JsonNode.Parse(without.Output)!["engine"].Should().BeNull();
        without.Error.Should().Contain("/not/there");
    });
}
