using System.Text;
using System.Text.Json;
using Compose.Execution.Building;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Building;

public sealed class BakeFileTests
{
    /// <summary>A builder attests where an image comes from unless it is asked not to.</summary>
    [Theory]
    [InlineData("provenance: true", "type=provenance")]
    [InlineData("provenance: mode=max, sbom: true", "type=provenance,mode=max", "type=sbom")]
    [InlineData("provenance: false, sbom: false", "type=provenance,disabled=true", "type=sbom,disabled=true")]
    [InlineData("target: final")]
    public void Attestations_are_asked_for_and_switched_off(string attributes, params string[] expected)
    {
        using var bake = JsonDocument.Parse(Bake($"services: {{web: {{build: {{context: ., {attributes}}}}}}}"));
        var target = bake.RootElement.GetProperty("target").GetProperty("web");
        var attest = target.TryGetProperty("attest", out var items) ? items.EnumerateArray().Select(item => item.GetString()) : [];
        attest.Should().Equal(expected);
    }

    [Fact]
    public void Services_whose_names_differ_in_a_dot_have_targets_of_their_own()
    {
        using var bake = JsonDocument.Parse(Bake("services: {a.b: {build: {context: ., target: dot}}, a_b: {build: {context: ., target: line}}}"));
        var targets = bake.RootElement.GetProperty("target").EnumerateObject()
            .Select(target => $"{target.Name} {target.Value.GetProperty("target").GetString()}");
        targets.Should().Equal("a_b dot", "a_b_ line");
    }

    private static string Bake(string file)
    {
        var project = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/demo/compose.yaml", Encoding.UTF8.GetBytes(file))],
            Directory = "/demo",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "demo",
        }).Project!;
        var order = new BuildOrder
        {
            Project = project,
            Environment = ProcessEnvironment.Empty,
            CurrentDirectory = project.Directory,
            Services = [.. project.Services.Keys],
        };
        return Encoding.UTF8.GetString(BakeFile.Of(order, new Dictionary<string, string>()).Json.Span);
    }
}
