using Compose.Testing;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>examples/swarm as its README uses it.</summary>
[Collection(SwarmTests.Name)]
public sealed class SwarmExampleTests(RealSwarm swarm)
{
    [Fact]
    public async Task The_example_comes_up_changes_and_survives_a_broken_update()
    {
        var stack = swarm.NewStack("example");
        (await RunAsync(stack, "up")).ExitCode.Should().Be(0);
        (await RunAsync(stack, "plan", "--detailed-exitcode")).ExitCode.Should().Be(0, "a second `up` changes nothing");

        var broken = await RunAsync(stack, "-f", "compose.yaml", "-f", "broken.yaml", "up");
        broken.ExitCode.Should().Be(3, broken.ToString());
        broken.Error.Should().Contain("the swarm has rolled its update back").And.Contain("no configuration");
        (await RunAsync(stack, "drift")).ExitCode.Should().Be(0, "the stack is what it was");
        (await RunAsync(stack, "down")).ExitCode.Should().Be(0);
    }

    private Task<ProcessRun> RunAsync(string stack, params string[] arguments) =>
        swarm.NcomposeAsync(["-p", stack, .. arguments], RepositoryRoot.Combine("examples", "swarm"));
}
