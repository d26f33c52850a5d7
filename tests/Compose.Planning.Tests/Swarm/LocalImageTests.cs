using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using FluentAssertions;
using Xunit;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Tests.Swarm;

public sealed class LocalImageTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    public void An_image_that_was_built_and_not_pushed_cannot_run_on_other_nodes(int nodes, int problems)
    {
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile(
                "compose.yaml", "/demo/compose.yaml", "services: {own: {build: ., image: own}, web: {image: nginx}}"u8.ToArray())],
            Directory = "/demo",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "demo",
        });
        var observed = new ObservedStack("demo") { Nodes = [.. Enumerable.Range(0, nodes).Select(_ => new Api.NodeListResponse())] };

        var found = ImageBinding.Local(loaded.Project!, observed, ["own", "nginx"]);

        found.Select(problem => (problem.Code, problem.Severity, problem.Path!.ToString())).Should().Equal(
            Enumerable.Repeat((DiagnosticCode.SwarmImageLocal, Severity.Error, "services.own.image"), problems));
    }
}
