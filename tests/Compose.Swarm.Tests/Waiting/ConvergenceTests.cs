using System.Collections.Concurrent;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Execution.Swarm;
using Compose.Testing;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Waiting;

[Collection(SwarmTests.Name)]
public sealed class ConvergenceTests(RealSwarm swarm)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LittlePatience = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task All_services_of_a_stack_converge_at_once()
    {
        var stack = swarm.NewStack("all");
        var job = RealSwarm.Service(stack, "job", "true");
        job.Mode = new() { ReplicatedJob = new() { TotalCompletions = 2, MaxConcurrent = 2 } };
        job.TaskTemplate!.RestartPolicy!.Condition = "none";
        (job.UpdateConfig, job.RollbackConfig) = (null, null);
        var once = RealSwarm.Service(stack, "once", "true");
        once.TaskTemplate!.RestartPolicy!.Condition = "none";
        var everywhere = RealSwarm.Service(stack, "agent", "sleep 600");
        everywhere.Mode = new() { Global = new() };
        var spec = RealSwarm.Service(stack, "web", "sleep 600", replicas: 3);
        var web = await CreateAsync(spec);

        await using var convergence = Convergence(stack, Patience);
        var outcomes = await Task.WhenAll(
            convergence.UntilAsync(web, null, default),
            convergence.UntilAsync(await CreateAsync(everywhere), null, default),
            convergence.UntilAsync(await CreateAsync(once), null, default),
            convergence.UntilAsync(await CreateAsync(job), null, default));
        outcomes.Select(outcome => (outcome.End, outcome.Text)).Should().Equal(
            (ServiceEnd.Running, "3 of 3 running"), (ServiceEnd.Running, "3 of 3 running"), (ServiceEnd.Running, "1 of 1 running"),
            (ServiceEnd.Completed, "2 of 2 completed"));

        spec.TaskTemplate!.ContainerSpec!.Args = ["sleep", "601"];
        var updated = await convergence.UntilAsync(await UpdateAsync(web, spec), null, default);
        updated.Text.Should().Be("3 of 3 running");
        (await swarm.Client.InspectServiceAsync(web.Id)).UpdateStatus!.State.Should().Be("completed");
        spec.Mode!.Replicated!.Replicas = 4;
        (await convergence.UntilAsync(await UpdateAsync(web, spec), null, default)).Text.Should().Be("4 of 4 running");
    }

    [Fact]
    public async Task A_broken_update_that_the_swarm_rolls_back_is_no_success()
    {
        var stack = swarm.NewStack("broken");
        var good = RealSwarm.Service(stack, "web", "sleep 600");
        var paused = RealSwarm.Service(stack, "api", "sleep 600");
        good.UpdateConfig!.FailureAction = "rollback";
        // On a busy machine a program may need more than a second to its end, and the update would have ended before.
        paused.UpdateConfig!.Monitor = TimeSpan.FromSeconds(10);
        var web = await CreateAsync(good);
        var api = await CreateAsync(paused);
        await using var convergence = Convergence(stack, Patience);
        (await convergence.UntilAsync(web, null, default)).Succeeded.Should().BeTrue();
        (await convergence.UntilAsync(api, null, default)).Succeeded.Should().BeTrue();

        good.TaskTemplate!.ContainerSpec!.Image = "nosuch:1";
        paused.TaskTemplate!.ContainerSpec!.Args = ["sh", "-c", "echo cannot open the door; exit 3"];
        var lines = new ConcurrentQueue<string>();
        var (rolledBack, stopped) = (
            convergence.UntilAsync(await UpdateAsync(web, good), lines.Enqueue, default),
            convergence.UntilAsync(await UpdateAsync(api, paused), null, default));
        (await rolledBack).Should().Match<ServiceOutcome>(outcome => outcome.End == ServiceEnd.RolledBack && !outcome.Succeeded);
        (await rolledBack).Details.Should().ContainSingle().Which.Should().MatchRegex(
            "task 1 on n[123] was rejected: the node does not have the image nosuch:1, and no registry has provided it");
        lines.Should().Contain("the swarm has rolled its update back");
        (await stopped).End.Should().Be(ServiceEnd.Paused);
        (await stopped).Details.Should().Contain("its last lines:").And.Contain("  cannot open the door")
            .And.Contain(line => line.Contains("it ended with exit code 3"));

        var current = await swarm.Client.InspectServiceAsync(api.Id);
        await swarm.Client.RollBackServiceAsync(api.Id, current.Version!.Index!.Value, current.Spec!);
        (await convergence.UntilAsync(api with { Since = current.Version.Index.Value, IsRollback = true }, null, default)).End.Should()
            .Be(ServiceEnd.Running);
    }

    [Fact]
    public async Task An_update_that_was_rolled_back_before_the_first_look_is_explained_by_its_last_lines()
    {
        var spec = RealSwarm.Service(swarm.NewStack("quick"), "web", "sleep 600");
        spec.UpdateConfig!.FailureAction = "rollback";
        spec.UpdateConfig.Monitor = TimeSpan.FromSeconds(10);
        var web = await CreateAsync(spec);
        var stack = spec.Labels![SwarmReader.StackLabel];
        await using (var first = Convergence(stack, Patience))
            (await first.UntilAsync(web, null, default)).Succeeded.Should().BeTrue();
        spec.TaskTemplate!.ContainerSpec!.Args = ["sh", "-c", "echo too late; exit 4"];
        var updated = await UpdateAsync(web, spec);
        await Eventually.UntilAsync(
            async () => (await swarm.Client.InspectServiceAsync(web.Id)).UpdateStatus?.State == "rollback_completed",
            "the swarm has rolled back");

        await using var late = Convergence(stack, Patience);
        var outcome = await late.UntilAsync(updated, null, default);
        outcome.End.Should().Be(ServiceEnd.RolledBack);
        outcome.Details.Should().Contain("  too late").And.Contain(line => line.Contains("it ended with exit code 4"));
    }

    [Fact]
    public async Task What_cannot_converge_is_given_up_with_the_reason()
    {
        var stack = swarm.NewStack("never");
        var nowhere = RealSwarm.Service(stack, "nowhere", "sleep 600", replicas: 2);
        nowhere.TaskTemplate!.Placement = new() { Constraints = ["node.labels.disk == ssd"] };
        var looping = RealSwarm.Service(stack, "looping", "echo no database; exit 1");
        // Until a health check has succeeded it does not run, however slow the machine is.
        var final = RealSwarm.Service(stack, "final", "exit 7");
        final.TaskTemplate!.ContainerSpec!.Healthcheck = new() { Test = ["CMD", "true"], Interval = TimeSpan.FromMinutes(1) };
        final.TaskTemplate.RestartPolicy!.Condition = "none";

        await using var convergence = Convergence(stack, LittlePatience);
        var outcomes = await Task.WhenAll(
            convergence.UntilAsync(await CreateAsync(nowhere), null, default),
            convergence.UntilAsync(await CreateAsync(looping), null, default),
            convergence.UntilAsync(await CreateAsync(final), null, default));
        outcomes.Select(outcome => outcome.End).Should().Equal(ServiceEnd.TimedOut, ServiceEnd.TimedOut, ServiceEnd.Failed);
        outcomes[0].Text.Should().EndWith(
            "0 of 2 running; task 1 waits for a node: no node can take it: 3 nodes do not meet its placement constraints (node.labels.disk == ssd)");
        outcomes[1].Details.Should().Contain("  no database").And.Contain(line => line.Contains("failed: it ended with exit code 1"));
        outcomes[2].Details[0].Should().MatchRegex("^task 1 on n[123] failed: it ended with exit code 7$");
    }

    [Fact]
    public async Task A_node_that_is_lost_in_the_middle_is_named_and_its_tasks_come_elsewhere()
    {
        var stack = swarm.NewStack("lost");
        var spec = RealSwarm.Service(stack, "web", "sleep 600", replicas: 4);
        spec.TaskTemplate!.Placement = new() { Constraints = ["node.hostname != n1"] };
        var web = await CreateAsync(spec);
        var lines = new ConcurrentQueue<string>();
        await using var convergence = Convergence(stack, Patience);
        (await convergence.UntilAsync(web, null, default)).Succeeded.Should().BeTrue();
        try
        {
            await RealSwarm.DoAsync("cut", "3");
            await Eventually.UntilAsync(
                async () => (await swarm.Client.ListNodesAsync()).Any(node => node.Status?.State == "down"),
                "the swarm has noticed that a node is lost");
            var converging = convergence.UntilAsync(web, lines.Enqueue, default);
            var shown = await swarm.NcomposeAsync(
                ["-p", stack, "--target", "swarm", "ps", "-a", "--format", "{{.Node}} {{.Status}}"], Path.GetTempPath());
            shown.Output.Should().Contain("n3 lost with n3").And.NotContain("n3 running");
            var logs = await swarm.NcomposeAsync(["-p", stack, "--target", "swarm", "logs"], Path.GetTempPath());
            logs.ExitCode.Should().Be(0);
            logs.Error.Should().MatchRegex("the logs of 2 tasks on n3 cannot be read: the node does not report");
            (await converging).Text.Should().Be("4 of 4 running");
            lines.Should().Contain(line => line.Contains("on n3, which is down") || line.Contains("on n2"));
            var tasks = await swarm.Client.ListTasksAsync(SwarmReader.Of(stack).Add("desired-state", "running"));
            tasks.Select(task => task.NodeID).Distinct().Should().ContainSingle("n2 is the only one left");
        }
        finally
        {
            await RealSwarm.DoAsync("mend", "3");
            await Eventually.UntilAsync(
                async () => (await swarm.Client.ListNodesAsync()).All(node => node.Status?.State == "ready"), "n3 is back");
        }
    }

    private ServiceConvergence Convergence(string stack, TimeSpan patience) => new(swarm.Client, stack, patience, TimeProvider.System);

    private async Task<AwaitedService> CreateAsync(ServiceSpec spec) => new((await swarm.Client.CreateServiceAsync(spec)).ID!, spec.Name!);

    private async Task<AwaitedService> UpdateAsync(AwaitedService service, ServiceSpec spec)
    {
        var version = (await swarm.Client.InspectServiceAsync(service.Id)).Version!.Index!.Value;
        await swarm.Client.UpdateServiceAsync(service.Id, version, spec);
        return service with { Since = version };
    }
}
