using Compose.Engine.Gaps;
using Compose.Execution.Swarm;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Reading;

[Collection(SwarmTests.Name)]
public sealed class SwarmCommandTests(RealSwarm swarm)
{
    [Fact]
    public async Task Tasks_of_all_nodes_are_listed_logged_and_entered()
    {
        var stack = swarm.NewStack("tasks");
        var spec = RealSwarm.Service(stack, "web", "echo one; sleep 1; echo two; exec sleep 600", replicas: 3);
        spec.TaskTemplate!.Placement = new() { MaxReplicas = 1 };
        spec.EndpointSpec!.Ports = [new() { Protocol = "tcp", TargetPort = 80, PublishedPort = 8099, PublishMode = "host" }];
        var id = (await swarm.Client.CreateServiceAsync(spec)).ID!;
        await using (var convergence = new ServiceConvergence(swarm.Client, stack, TimeSpan.FromMinutes(1), TimeProvider.System))
            (await convergence.UntilAsync(new AwaitedService(id, spec.Name!), null, default)).Succeeded.Should().BeTrue();

        var listed = Lines(await RunAsync(stack, "ps", "--nodes", "--format", "{{.Node}} {{.Name}} {{.State}} {{.Ports}}"));
        listed.Should().SatisfyRespectively(
            one => one.Should().MatchRegex($@"^n1 {stack}_web\.\d running n1:8099->80/tcp$"), two => two.Should().StartWith("n2 "),
            three => three.Should().StartWith("n3 "));

        var logged = await RunAsync(stack, "logs", "-t", "--no-log-prefix", "web");
        Lines(logged).Should().HaveCount(6).And.BeInAscendingOrder(StringComparer.Ordinal);
        Lines(await RunAsync(stack, "logs", "--no-color", "web")).Should()
            .Contain(line => line.Contains("@n2")).And.Contain(line => line.EndsWith("| two"));

        // The first manager is n1: its own task needs no other engine.
        (await RunAsync(stack, "exec", "-T", "web", "echo", "here")).Output.Should().Be("here\n");
        var second = listed[1].Split(' ')[1][^1..];
        var refused = await RunAsync(stack, "exec", "-T", "--index", second, "web", "true");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should()
            .MatchRegex($@"task {stack}_web\.{second} runs on n2 in container [0-9a-f]{{12}}, which this engine cannot reach");
        (await RunAsync(stack, "exec", "-T", "--index", second, "--node-host", swarm.HostOf(2), "web", "echo", "there")).Output.Should()
            .Be("there\n");
        await ThroughAContext(stack, second);
        (await RunAsync(stack, "port", "--index", second, "web", "80")).Output.Should().Be("10.97.0.2:8099\n");
        (await RunAsync(stack, "pause")).Error.Should()
            .Contain("is not supported with the target swarm").And.Contain("`stop SERVICE` ends them");
    }

    private async Task ThroughAContext(string stack, string task)
    {
        await RealSwarm.DoAsync("docker", "1", "context", "create", stack + "-n2", "--docker", "host=" + swarm.HostOf(2));
        try
        {
            (await RunAsync(
                stack, "exec", "-T", "--index", task, "--node-host", stack + "-{{.Name}}", "web", "echo", "context")).Output.Should()
                .Be("context\n");
        }
        finally
        {
            await RealSwarm.DoAsync("docker", "1", "context", "rm", stack + "-n2");
        }
    }

    private Task<ProcessRun> RunAsync(string stack, params string[] arguments) =>
        swarm.NcomposeAsync(["-p", stack, "--target", "swarm", .. arguments], Path.GetTempPath());

    private static string[] Lines(ProcessRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
