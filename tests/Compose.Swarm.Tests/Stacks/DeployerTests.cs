using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Execution;
using Compose.Execution.Stacks;
using Compose.Host;
using Compose.Planning.Swarm;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>Two runs that want to change one stack.</summary>
[Collection(SwarmTests.Name)]
public sealed class DeployerTests(RealSwarm swarm)
{
    private const string Idle = "services: {web: {image: busybox, scale: 0, deploy: {endpoint_mode: dnsrr, labels: {a: '1'}}}}\n";

    [Fact]
    public async Task A_run_waits_for_the_one_that_changes_the_stack_and_names_it()
    {
        await using var stack = new StackFolder(swarm, "lock");
        stack.Write("compose.yaml", Idle);
        await using var session = new EngineSession(swarm.Open(), ProcessEnvironment.Empty);
        var held = await session.LockStackAsync(stack.Name, new StackLockOwner("anna@build1", "up", "token", null), _ => { }, default);
        var waiting = swarm.NcomposeAsync(["--target", "swarm", "-p", stack.Name, "up", "--resolve-image", "never"], stack.Path);

        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(6)));
        waiting.IsCompleted.Should().BeFalse("another run has the stack");
        (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Services.Should().BeEmpty();
        await held.DisposeAsync();

        var run = await waiting;
        run.ExitCode.Should().Be(0, run.ToString());
        run.Error.Should()
            .MatchRegex(
                $@"waiting for `ncompose up` of anna@build1, which has been changing the stack ""{stack.Name}"" "
                + @"for (some|\d+) seconds \(since \d\d:\d\d:\d\d UTC\)");
        (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Services.Should().ContainSingle();
        await stack.DownAsync();
    }

    [Fact]
    public async Task A_lock_whose_owner_is_gone_is_taken_and_the_owner_is_named()
    {
        var stack = swarm.NewStack("gone");
        await using var session = new EngineSession(swarm.Open(), ProcessEnvironment.Empty);
        // Time stands still for the owner, so it never renews its lock, as after a kill.
        await session.LockStackAsync(
            stack, new StackLockOwner("anna@build1", "up", "token", null), _ => { }, default, new ManualTime());
        var (time, said) = (new ManualTime(), new List<string>());
        var taking = session.LockStackAsync(stack, new StackLockOwner("bert@build2", "up", "other", null), said.Add, default, time);
        await Eventually.UntilAsync(
            () =>
            {
                if (time.WaitingTimers > 0 && !taking.IsCompleted)
                    time.Advance(TimeSpan.FromSeconds(5));
                return taking.IsCompleted;
            },
            "the lock is taken");

        await (await taking).DisposeAsync();
        time.GetUtcNow().Should().BeAfter(new ManualTime().GetUtcNow() + TimeSpan.FromSeconds(20));
        said.Should().HaveCount(2);
        said[0].Should().StartWith("waiting for `ncompose up` of anna@build1");
        said[1].Should().MatchRegex(
            $@"^`ncompose up` of anna@build1, which began to change the stack ""{stack}"" at [\d:]+ UTC "
            + @"and was last heard of at [\d:]+, has ended");
        (await SwarmReader.ReadAsync(swarm.Client, stack)).Configs.Should().BeEmpty("the lock was released");
    }

    [Fact]
    public async Task An_update_that_another_client_has_outrun_is_outdated()
    {
        await using var stack = new StackFolder(swarm, "outrun");
        stack.Write("compose.yaml", Idle);
        (await stack.UpAsync()).Succeeded.Should().BeTrue();
        stack.Write("compose.yaml", Idle.Replace("'1'", "'2'", StringComparison.Ordinal));
        var plan = await stack.PlanAsync();
        var found = (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Services.Single();
        found.Spec!.Labels!["b"] = "of another client";
        await swarm.Client.UpdateServiceAsync(found.ID, found.Version?.Index ?? 0, found.Spec);

        var outcome = await stack.RunAsync(plan);
        outcome.Failures().Should().ContainSingle().Which.Error.IsOutdated.Should().BeTrue();
        (await stack.UpAsync(new SwarmPolicy())).Succeeded.Should().BeTrue("the plan is made again");
        (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Services.Single().Spec!.Labels.Should()
            .NotContainKey("b").And.Contain("a", "2");
        await stack.DownAsync();
    }
}
