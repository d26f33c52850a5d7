using Compose.Engine.Swarm;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>Images that are built for a swarm: pushed to a registry of the nodes, and run by their digests.</summary>
[Collection(SwarmTests.Name)]
public sealed class BuildTests(RealSwarm swarm)
{
    [Fact]
    public async Task Up_builds_and_pushes_what_all_nodes_run()
    {
        await RealSwarm.DoAsync("registry");
        await using var stack = new StackFolder(swarm, "built");
        stack.Write("Dockerfile", "FROM busybox\nRUN echo one >/content\n");
        stack.Write("compose.yaml", $$$"""
            x-ncompose: {target: swarm, nodes: {n2: "{{{swarm.HostOf(2)}}}"}}
            services:
              app:
                image: 10.97.0.254:5000/{{{stack.Name}}}:1
                build: .
                command: sleep 600
                init: true
                stop_grace_period: 1s
                deploy: {mode: global, endpoint_mode: dnsrr, update_config: {parallelism: 0, monitor: 1s} }
            """);
        await DoAsync(stack, "up", "--build");
        var first = await ImageAsync(stack);
        first.Should().MatchRegex($"^10\\.97\\.0\\.254:5000/{stack.Name}:1@sha256:[0-9a-f]{{64}}$");
        (await DoAsync(stack, "ps", "--nodes", "--format", "{{.Node}} {{.State}}")).Should().Be("n1 running\nn2 running\nn3 running\n");
        (await DoAsync(stack, "plan")).Should().Contain("Nothing to do", "the digest is that of the registry");

        stack.Write("Dockerfile", "FROM busybox\nRUN echo two >/content\n");
        await DoAsync(stack, "build", "--push");
        await DoAsync(stack, "pull", "--policy", "always");
        await DoAsync(stack, "up", "--resolve-image", "always");
        (await ImageAsync(stack)).Should().NotBe(first, "the registry has other content now");
        (await DoAsync(stack, "exec", "-T", "app", "cat", "/content")).Should().Be("two\n");
        await DoAsync(stack, "down");
    }

    private async Task<string?> ImageAsync(StackFolder stack) =>
        (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Services.Single().Spec!.TaskTemplate!.ContainerSpec!.Image;

    private async Task<string> DoAsync(StackFolder stack, params string[] arguments)
    {
        var run = await swarm.NcomposeAsync(["-p", stack.Name, .. arguments], stack.Path);
        run.ExitCode.Should().Be(0, run.ToString());
        return run.Output;
    }
}
