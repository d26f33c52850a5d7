using System.Collections.Immutable;
using System.Diagnostics;
using Compose.Engine.Swarm;
using Compose.Planning.Plans.Output;
using Compose.Planning.Swarm;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>A run of the native binary is killed after each of its writing calls, one after the other.</summary>
[Collection(SwarmTests.Name)]
public sealed class KilledRunTests(RealSwarm swarm)
{
    private const int MostCalls = 20;

    /// <summary>
    /// Three services that change, a config that rotates, and a service that is pruned. Without tasks the swarm converges at once.
    /// </summary>
    private static string Files(int version) => $$$"""
        services:
          a: {image: busybox, command: sleep {{{version}}}, scale: 0, configs: [site], deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1ms} } }
          b: {image: busybox, command: sleep {{{version}}}, scale: 0, depends_on: [a], deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1ms} } }
          c: {image: busybox, command: sleep {{{version}}}, scale: 0, deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1ms} } }
          extra{{{version}}}: {image: busybox, command: sleep 1, scale: 0, deploy: {endpoint_mode: dnsrr}}
        configs: {site: {content: "{{{version}}}"}}
        """;

    [Fact]
    public async Task The_next_run_finishes_what_a_killed_one_has_begun()
    {
        await using var stack = new StackFolder(swarm, "killed");
        stack.Write("compose.yaml", Files(0));
        (await UpAsync(stack)).ExitCode.Should().Be(0);
        var (version, isKilled) = (0, true);
        for (var call = 1; isKilled && call < MostCalls; call++)
        {
            stack.Write("compose.yaml", Files(++version));
            isKilled = await KillAfterAsync(stack, call);
            var next = await UpAsync(stack);

            next.ExitCode.Should().Be(0, $"killed after call {call}: {next}");
            PlanText.Of(await stack.PlanAsync(new SwarmPolicy { Prune = true })).Should().BeEmpty($"killed after call {call}");
            await ExpectAsync(stack.Name, version, $"killed after call {call}");
        }

        version.Should()
            .BeGreaterThan(8, "the lock, the config, a new service, three updates, the pruned service and the release are calls");
        isKilled.Should().BeFalse("the last run has had no more calls");
        await stack.DownAsync();
    }

    private async Task ExpectAsync(string stack, int version, string because)
    {
        var found = await SwarmReader.ReadAsync(swarm.Client, stack);
        found.Services.Select(service => service.Spec!.Name![(stack.Length + 1)..]).Should()
            .BeEquivalentTo(["a", "b", "c", $"extra{version}"], because);
        found.Configs.Should().NotContain(config => config.Spec.Name!.EndsWith(".lock", StringComparison.Ordinal), because);
        found.Configs.Count(config => config.Spec.Name!.Contains(".release.", StringComparison.Ordinal)).Should().BeInRange(1, 5, because);
        found.Configs.Count(config => config.Spec.Name!.StartsWith(stack + "_site", StringComparison.Ordinal)).Should()
            .BeLessThanOrEqualTo(6, because);
    }

    private Task<ProcessRun> UpAsync(StackFolder stack) => swarm.NcomposeAsync([.. Arguments(stack)], stack.Path);

    private static ImmutableArray<string> Arguments(StackFolder stack) =>
        ["--target", "swarm", "-p", stack.Name, "--progress", "plain", "--verbose", "up", "--prune", "--resolve-image", "never"];

    /// <summary>False when the run has ended before.</summary>
    private async Task<bool> KillAfterAsync(StackFolder stack, int calls)
    {
        var start = new ProcessStartInfo(RequiredProgram.Ncompose, Arguments(stack))
        {
            WorkingDirectory = stack.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOCKER_HOST"] = swarm.DockerHost;
        using var process = Process.Start(start)!;
        var writes = 0;
        while (await process.StandardError.ReadLineAsync() is { } line)
            if (line.StartsWith("POST ", StringComparison.Ordinal) || line.StartsWith("DELETE ", StringComparison.Ordinal))
                if (++writes == calls)
                    process.Kill();
        await process.WaitForExitAsync();
        return writes >= calls;
    }
}
