using Compose.Testing;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>Commands of the native binary about a stack that runs on three nodes.</summary>
[Collection(SwarmTests.Name)]
public sealed class CommandTests(RealSwarm swarm)
{
    [Fact]
    public async Task Commands_about_services_do_on_a_swarm_what_they_do_on_an_engine()
    {
        await using var stack = new StackFolder(swarm, "verbs");
        stack.Write("compose.yaml", $$$"""
            x-ncompose: {target: swarm, nodes: {n1: "{{{swarm.HostOf(1)}}}", n2: "{{{swarm.HostOf(2)}}}", n3: "{{{swarm.HostOf(3)}}}"}}
            services:
              web: {image: busybox, command: sleep 600, init: true, scale: 2, stop_grace_period: 1s, deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1s} } }
              db: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s, gpus: [{count: 2}], deploy: {endpoint_mode: dnsrr}}
              job: {image: busybox, command: sh -c "exit 4", deploy: {mode: replicated-job, endpoint_mode: dnsrr, restart_policy: {condition: none} } }
              nowhere: {image: busybox, profiles: [never], deploy: {endpoint_mode: dnsrr, placement: {constraints: ["node.labels.disk == ssd"]} } }
            """);
        await DoAsync(stack, "plan", "web", "db", "--resolve-image", "never", "--out", "first.plan");
        await DoAsync(stack, "apply", "first.plan");
        (await RunAsync(stack, "apply", "first.plan")).Error.Should().Contain("the plan is out of date");
        (await DoAsync(stack, "events", "--since", "10m", "--until", "0s")).Output.Should()
            .Contain("service create").And.Contain($"{stack.Name}_web");

        (await DoAsync(stack, "stop", "web")).Error.Should().Contain("Gone");
        (await DoAsync(stack, "ps", "--format", "{{.Service}}")).Output.Should().Be("db\n");
        await DoAsync(stack, "start");
        await DoAsync(stack, "restart", "web");
        var tasks = (await DoAsync(stack, "ps", "web", "--history", "--format", "{{.Name}} {{.State}}")).Output;
        tasks.Should().Contain("before").And.MatchRegex(@"web\.2 running");

        (await DoAsync(stack, "stats", "--no-stream", "--format", "{{.Name}}")).Output.Split('\n').Should()
            .HaveCount(4, "three tasks run on the nodes");
        (await DoAsync(stack, "exec", "-T", "db", "env")).Output.Should().MatchRegex("DOCKER_RESOURCE_GPU=n([123])-[01],n\\1-[01]\n");
        (await DoAsync(stack, "top")).Output.Split("sleep 600").Should().HaveCountGreaterThan(3, "three tasks run it");
        await DoAsync(stack, "cp", "compose.yaml", "db:/copied");
        (await DoAsync(stack, "exec", "-T", "db", "cat", "/copied")).Output.Should().StartWith("x-ncompose");
        (await DoAsync(stack, "images", "--format", "{{.Repository}}")).Output.Should().Be("busybox\nbusybox\nbusybox\n");
        (await DoAsync(stack, "--target", "swarm", "ls", "--filter", $"name={stack.Name}", "--quiet")).Output.Should()
            .Be(stack.Name + "\n");

        var job = await RunAsync(stack, "run", "--rm", "-T", "--no-deps", "db", "sh", "-c", "echo out; echo err >&2; exit 7");
        (job.ExitCode, job.Output).Should().Be((7, "out\n"));
        job.Error.Should().Contain("err\n");

        await DoAsync(stack, "scale", "web=1");
        (await DoAsync(stack, "history", "--format", "{{.Release}} {{.Changes}}")).Output.Should().StartWith("2 web: 2 → 1 replicas\n1 ");
        await RealSwarm.DoAsync("docker", "1", "service", "scale", "--detach", $"{stack.Name}_db=2");
        var drift = await RunAsync(stack, "drift");
        (drift.ExitCode, drift.Output.Contains("deploy.replicas: declared 1, found 2", StringComparison.Ordinal)).Should()
            .Be((2, true), drift.ToString());
        await DoAsync(stack, "rollback", "--to", "1");
        (await DoAsync(stack, "ps", "--services")).Output.Should().Be("db\nweb\n");
        (await RunAsync(stack, "rebalance", "--plan")).ExitCode.Should().Be(0);

        await DoAsync(stack, "down", "web");
        (await DoAsync(stack, "ps", "--services")).Output.Should().Be("db\n");
        await ConstraintAsync(stack);
        var waiting = RunAsync(stack, "wait", "db");
        await DoAsync(stack, "down");
        (await waiting).Error.Should().NotContain("no tasks of");
        // A swarm forgets tasks some moments after their containers are gone.
        await Eventually.UntilAsync(
            async () => (await DoAsync(stack, "ps", "--all", "--quiet")).Output.Length == 0, "all tasks are forgotten");
    }

    private async Task ConstraintAsync(StackFolder stack)
    {
        var plan = await RunAsync(stack, "plan", "nowhere");
        plan.ExitCode.Should().Be(1);
        plan.Error.Should().Contain("none of the 3 nodes meets node.labels.disk == ssd").And.Contain("compose.yaml:6:");
        var up = await RunAsync(stack, "up", "nowhere", "--no-plan-check", "--timeout", "2", "--resolve-image", "never");
        up.ExitCode.Should().Be(1, "there is nothing to roll back");
        up.Error.Should().Contain("nothing has changed for 2 s").And.Contain(
            "no node can take it: 3 nodes do not meet its placement constraints (node.labels.disk == ssd)");
    }

    private async Task<ProcessRun> DoAsync(StackFolder stack, params string[] arguments)
    {
        var run = await RunAsync(stack, arguments);
        run.ExitCode.Should().Be(0, run.ToString());
        return run;
    }

    private Task<ProcessRun> RunAsync(StackFolder stack, params string[] arguments) =>
        swarm.NcomposeAsync(["-p", stack.Name, .. arguments], stack.Path);
}
