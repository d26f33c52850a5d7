using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests.Swarm;

/// <summary>Nodes pull what their tasks need; `pull_policy` says whether a registry is asked for a digest first.</summary>
public sealed class PullPolicyTests
{
    private const string Files = """
        services:
          usual: {image: usual}
          always: {image: always, pull_policy: always}
          never: {image: never, pull_policy: never}
        """;

    [Theory]
    [InlineData(ResolvePolicy.Changed, "always")]
    [InlineData(ResolvePolicy.Always, "always usual")]
    [InlineData(ResolvePolicy.Never, "")]
    public void A_registry_is_asked_again_for_what_is_pulled_always_and_not_for_what_is_pulled_never(ResolvePolicy policy, string asked)
    {
        var project = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/demo/compose.yaml", System.Text.Encoding.UTF8.GetBytes(Files))],
            Directory = "/demo",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "demo",
        }).Project!;
        var swarm = new FakeSwarm("demo");
        swarm.Run(SwarmPlanner.Up(project, swarm.Now, new StackInputs(), new SwarmPolicy()));

        var unknown = ImageBinding.Unknown(project, swarm.Now, policy, built: false, NamedMap<string>.Empty);

        string.Join(' ', unknown.Order(StringComparer.Ordinal)).Should().Be(asked);
    }
}
