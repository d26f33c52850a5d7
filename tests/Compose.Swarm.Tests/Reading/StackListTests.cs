using System.Text.RegularExpressions;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Testing;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Reading;

[Collection(SwarmTests.Name)]
public sealed partial class StackListTests(RealSwarm swarm)
{
    private const string File = """
        version: "3.13"
        services:
          web:
            image: busybox:latest
            command: sleep 600
            init: true
            stop_grace_period: 1s
            ports: [{target: 81, published: 8081, mode: host}]
            deploy: {replicas: 2, endpoint_mode: dnsrr, placement: {max_replicas_per_node: 1}}
          api:
            image: busybox:latest
            command: sleep 600
            init: true
            stop_grace_period: 1s
            ports: ["8090:80", "8091:81", "8092:82/udp", "9000-9003:9000-9003"]
          loop:
            image: busybox:latest
            command: ["sh", "-c", "exit 3"]
            deploy: {endpoint_mode: dnsrr, restart_policy: {delay: 100ms, max_attempts: 2}}
          job:
            image: busybox:latest
            command: "true"
            deploy: {mode: replicated-job, replicas: 2, endpoint_mode: dnsrr, restart_policy: {condition: none}}
          nowhere:
            image: busybox:latest
            deploy: {endpoint_mode: dnsrr, placement: {constraints: [node.labels.x==1]}}
          agent:
            image: busybox:latest
            command: sleep 600
            init: true
            stop_grace_period: 1s
            deploy: {mode: global, endpoint_mode: dnsrr}
        """;

    /// <summary>The first, and two more attempts.</summary>
    private const int LoopTasks = 3;

    [Fact]
    public async Task Stacks_services_and_tasks_are_listed_as_docker_stack_lists_them()
    {
        var stack = swarm.NewStack("list");
        (await RealSwarm.DockerAsync(["stack", "deploy", "-c", "-", "--detach=true", stack], File)).Succeeded.Should().BeTrue();
        await Eventually.UntilAsync(
            async () => await swarm.Client.ListTasksAsync(SwarmReader.Of(stack)) is var tasks && IsQuiet(tasks) && tasks.Count(
                HasFailed) == LoopTasks,
            "all tasks run or have ended, and none is tried again");

        string[][] commands =
        [
            ["ls"], ["ls", "--format", "json"], ["services", stack], ["services", stack, "--format", "json"], ["services", stack, "-q"],
            ["services", stack, "-f", "mode=global"], ["services", "nosuch"], ["services", stack, "-f", "foo=x"], ["ps", stack],
            ["ps", stack, "--no-trunc"],
            ["ps", stack, "--format", "json"], ["ps", stack, "-q"], ["ps", stack, "--no-resolve"], ["ps", "nosuch"],
            ["ps", stack, "-f", "desired-state=running", "-f", "node=n2"],
        ];
        foreach (var command in commands)
        {
            var (peer, ours) = (await RealSwarm.DockerAsync(["stack", .. command]), await swarm.NcomposeAsync(["stack", .. command]));
            Plain(ours.Output + ours.Error).Should().Be(Plain(peer.Output + peer.Error), "of " + string.Join(' ', command));
            ours.ExitCode.Should().Be(peer.ExitCode);
        }
    }

    [Fact]
    public async Task Nodes_show_what_they_could_take()
    {
        var stack = swarm.NewStack("nodes");
        var service = RealSwarm.Service(stack, "big", "sleep 600");
        service.TaskTemplate!.Resources = new() { Reservations = new() { NanoCPUs = 250_000_000, MemoryBytes = 1 << 30 } };
        service.TaskTemplate.Placement = new() { Constraints = ["node.hostname == n2"] };
        await swarm.Client.CreateServiceAsync(service);
        await Eventually.UntilAsync(async () => IsQuiet(await swarm.Client.ListTasksAsync(SwarmReader.Of(stack))), "it runs");

        var node = (await swarm.Client.ListNodesAsync()).Single(node => node.Description!.Hostname == "n2").Description!.Resources!;
        var total = (decimal)node.NanoCPUs! / 1_000_000_000;
        (await NodeAsync("n2")).Should().StartWith($"ready worker {total - 0.25m} of {total}");
        await RealSwarm.DockerAsync(["node", "update", "--availability", "drain", "n2"]);
        try
        {
            (await NodeAsync("n2")).Should().Be("drained worker -");
        }
        finally
        {
            await RealSwarm.DockerAsync(["node", "update", "--availability", "active", "n2"]);
        }
    }

    private async Task<string> NodeAsync(string name)
    {
        var run = await swarm.NcomposeAsync(["nodes", "--format", "{{.Name}} {{.Status}} {{.Role}} {{.FreeCPUs}}"]);
        return run.Output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[(name.Length + 1)..];
    }

    private static bool HasFailed(TaskResponse task) => task.Status!.State == TaskState.Failed;

    private static bool IsQuiet(IList<TaskResponse> tasks) => tasks.Count > 0 && tasks.All(task =>
        task.Status!.State >= TaskState.Running || task.Status.Err?.StartsWith("no suitable node", StringComparison.Ordinal) == true);

    /// <summary>Ages change between two calls, and the columns with them.</summary>
    private static string Plain(string text) => BlankPattern().Replace(AgePattern().Replace(text, "some time ago"), " ");

    [GeneratedRegex(@"(less than a second|about a minute|about an hour|\d+ \w+) ago")]
    private static partial Regex AgePattern();

    [GeneratedRegex(" +")]
    private static partial Regex BlankPattern();
}
