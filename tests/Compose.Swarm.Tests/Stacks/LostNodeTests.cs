using Compose.Testing;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>
/// Nodes leave in the middle of an `up` of the native binary. It converges, or says why it does not and ends with another code than 0.
/// </summary>
[Collection(SwarmTests.Name)]
public sealed class LostNodeTests(RealSwarm swarm)
{
    public enum Loss
    {
        Drained,
        Killed,
        Cut,
        Power,
        AskedManager,
        Leader,
    }

    private static string Files(int version) => $$$"""
        services:
          web:
            image: busybox
            command: sleep 100{{{version}}}
            init: true
            deploy: {replicas: 3, endpoint_mode: dnsrr, update_config: {parallelism: 1, delay: 1s, monitor: 100ms, order: start-first}}
          api:
            image: busybox
            command: sleep 100{{{version}}}
            init: true
            deploy: {mode: global, endpoint_mode: dnsrr, update_config: {parallelism: 1, delay: 1s, monitor: 100ms}}
        """;

    /// <summary>NCOMPOSE_LOST_NODES=all adds those in which a swarm needs a minute to notice, or to elect another leader.</summary>
    public static TheoryData<Loss> Losses => Environment.GetEnvironmentVariable("NCOMPOSE_LOST_NODES") == "all"
        ? [.. Enum.GetValues<Loss>()] : [Loss.Drained];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task An_update_converges_or_says_why_it_does_not(Loss loss)
    {
        await using var stack = new StackFolder(swarm, loss.ToString().ToLowerInvariant());
        var first = await UpAsync(stack, 1, swarm.DockerHost);
        first.ExitCode.Should().Be(0, first.ToString());
        try
        {
            await LoseAsync(stack, loss);
        }
        finally
        {
            await DemoteAsync("n2");
            await DemoteAsync("n3");
            await Eventually.UntilAsync(
                async () => (await swarm.Client.ListNodesAsync()).All(node => node.Status?.State == "ready"), "all nodes are back");
        }
    }

    private Task LoseAsync(StackFolder stack, Loss loss) => loss switch
    {
        Loss.Drained => LoseAndConvergeAsync(
            stack, ["docker", "1", "node", "update", "--availability", "drain", "n3"],
            ["docker", "1", "node", "update", "--availability", "active", "n3"]),
        Loss.Killed => LoseAndConvergeAsync(stack, ["crash", "3"], ["start", "3"]),
        Loss.Cut => LoseAndConvergeAsync(stack, ["cut", "3"], ["mend", "3"]),
        Loss.Power => LoseAndConvergeAsync(stack, ["power-off", "3"], ["power-on", "3"]),
        Loss.AskedManager => KillAskedManagerAsync(stack),
        _ => KillLeaderAsync(stack),
    };

    /// <summary>The first run converges or explains, and the next one converges though the node stays away.</summary>
    private async Task LoseAndConvergeAsync(StackFolder stack, string[] lose, string[] bringBack)
    {
        try
        {
            Judge(await UpAsync(stack, 2, swarm.DockerHost, () => RealSwarm.DoAsync(lose)));
            var next = await UpAsync(stack, 2, swarm.DockerHost);
            next.ExitCode.Should().Be(0, next.ToString());
        }
        finally
        {
            await RealSwarm.DoAsync(bringBack);
        }
    }

    private async Task KillAskedManagerAsync(StackFolder stack)
    {
        await PromoteAsync();
        var run = await UpAsync(stack, 2, swarm.DockerHost, () => RealSwarm.DoAsync("crash", "1"));
        var elsewhere = await UpAsync(stack, 2, swarm.HostOf(2));
        await RealSwarm.DoAsync("start", "1");

        run.ExitCode.Should().Be(1, run.ToString());
        run.Error.Should().Contain("what was done stays, and `up` again goes on from there");
        elsewhere.ExitCode.Should().Be(0, elsewhere.ToString());
    }

    private async Task KillLeaderAsync(StackFolder stack)
    {
        await PromoteAsync();
        var leader = await LeaderAsync();
        var run = await UpAsync(stack, 2, swarm.HostOf(leader == 2 ? 3 : 2), () => RealSwarm.DoAsync("crash", $"{leader}"));
        await RealSwarm.DoAsync("start", $"{leader}");
        Judge(run);
    }

    private static async Task PromoteAsync()
    {
        await RealSwarm.DoAsync("docker", "1", "node", "promote", "n2", "n3");
        await Eventually.UntilAsync(
            async () => await RealSwarm.IsManagerAsync(2) && await RealSwarm.IsManagerAsync(3), "n2 and n3 are managers");
    }

    /// <summary>A swarm refuses it for a moment while it notices who has come back.</summary>
    private static Task DemoteAsync(string node) => Eventually.UntilAsync(
        async () => (await RealSwarm.DockerAsync(["node", "demote", node])).Succeeded, $"{node} is no manager");

    /// <summary>
    /// A new task that was lost before it ran holds up the swarm's update for ever; one that was ended by a drain stops the update.
    /// </summary>
    private static void Judge(ProcessRun run)
    {
        run.ExitCode.Should().BeOneOf([0, 3], run.ToString());
        if (run.ExitCode == 3)
            run.Error.Should().ContainAny(", which it has lost", "the swarm has paused its update");
    }

    private static async Task<int> LeaderAsync()
    {
        var leader = 0;
        await Eventually.UntilAsync(
            async () =>
            {
                var nodes = await RealSwarm.DockerAsync(["node", "ls", "--format", "{{.Hostname}} {{.ManagerStatus}}"]);
                var line = nodes.Output.Split('\n').FirstOrDefault(line => line.EndsWith(" Leader", StringComparison.Ordinal));
                leader = line is null ? 0 : line[1] - '0';
                return leader > 0;
            },
            "the swarm has a leader");
        return leader;
    }

    /// <param name="stack">The stack.</param>
    /// <param name="version">What its services are.</param>
    /// <param name="host">The manager that is asked.</param>
    /// <param name="during">Done as soon as the update has begun.</param>
    private static async Task<ProcessRun> UpAsync(StackFolder stack, int version, string host, Func<Task>? during = null)
    {
        stack.Write("compose.yaml", Files(version));
        var run = ProcessRun.RunAsync(
            RequiredProgram.Ncompose, ["--target", "swarm", "-p", stack.Name, "up", "--timeout", "10", "--resolve-image", "never"],
            stack.Path,
            new Dictionary<string, string> { ["DOCKER_HOST"] = host });
        if (during is not null)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            await during();
        }

        return await run;
    }
}
