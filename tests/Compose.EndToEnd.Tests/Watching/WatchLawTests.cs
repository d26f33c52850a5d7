using System.Diagnostics;
using System.Globalization;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using Compose.Testing.Watching;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>
/// The law of watch with real containers: files change at random, watch is killed and started again, containers are restarted, stopped and
/// recreated, and soon after the last change each container holds what the rule matches. NCOMPOSE_CONTAINER_HISTORIES is how many histories
/// there are, NCOMPOSE_HISTORY_SEED repeats one.
/// </summary>
public sealed class WatchLawTests(EngineFixture fixture, ITestOutputHelper output) : IClassFixture<EngineFixture>
{
    private const int Rounds = 3;
    private const int Steps = 12;
    private const int AtOnce = 3;
    private const string Target = "/srv/app";

    /// <summary>How the engine refuses a program in a container that it has lost. No history ends with a stopped container.</summary>
    private static readonly string[] Lost = ["/proc/self/exe", "is not running"];

    /// <summary>What watch does by itself takes less, also on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task After_every_history_the_containers_hold_what_the_rule_matches()
    {
        var first = Number("NCOMPOSE_HISTORY_SEED");
        var seeds = first is { } one ? [one] : Enumerable.Range(1, Number("NCOMPOSE_CONTAINER_HISTORIES") ?? 3);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
            await Scenario.RunAsync(fixture, $"watch law {seed}", scenario => HistoryAsync(scenario, seed)));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task HistoryAsync(Scenario scenario, int seed)
    {
        var rule = HistoryRule.WithoutBuild(seed);
        var random = new Random(seed);
        var (root, outside) = (Path.Combine(scenario.Folder, "src"), Path.Combine(scenario.Folder, "outside"));
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(outside);
        scenario.File("compose.yaml", $$"""
            services:
              web:
                image: busybox
                command: sleep 86400
                init: true
                stop_grace_period: 1s
                scale: {{1 + (seed % 2)}}
                develop: {watch: [{path: ./src, action: sync, target: {{Target}}, initial_sync: {{(seed % 3 == 0 ? "true" : "false")}}{{rule.Patterns}}}]}
            """);
        var history = new FileHistory(root, outside, random);
        var watch = await WatchRun.StartAsync(scenario, "watch", "--json");
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await history.RunAsync(Steps);
                watch = await DisturbAsync(scenario, watch, history, random);
                await IsEqualAsync(scenario, watch, root, rule, $"seed {seed}, round {round}");
            }
        }
        finally
        {
            await watch.DisposeAsync();
        }
    }

    private static async Task<WatchRun> DisturbAsync(Scenario scenario, WatchRun watch, FileHistory history, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                await watch.EndAsync("KILL");
                await watch.DisposeAsync();
                await history.RunAsync(Steps);
                return await WatchRun.StartAsync(scenario, "watch", "--json");
            case 1:
                await BesideAsync("restart", "-t", "0");
                break;
            case 2:
                await BesideAsync("up", "-d", "--force-recreate");
                break;
            case 3:
                await BesideAsync("stop", "-t", "0");
                await history.RunAsync(Steps);
                await scenario.Ncompose("start");
                break;
        }

        return watch;

        async Task BesideAsync(params string[] command)
        {
            var run = scenario.Ncompose(command);
            await history.RunAsync(Steps);
            await run;
        }
    }

    private async Task IsEqualAsync(Scenario scenario, WatchRun watch, string root, HistoryRule rule, string when)
    {
        var expected = FileTree.OfHost(root).Expected(rule);
        var different = "";
        var (clock, isLookedAt) = (Stopwatch.StartNew(), false);
        try
        {
            await Eventually.UntilAsync(async () =>
            {
                different = await DifferentAsync(scenario, expected, rule);
                if (different.Length > 0 && clock.Elapsed > Patience && !isLookedAt)
                {
                    isLookedAt = true;
                    await RestartLostAsync(scenario, when);
                }

                return different.Length == 0;
            }, "the containers hold what the rule matches");
        }
        catch (TimeoutException)
        {
            different.Should().BeEmpty($"{when}:\nhost:\n{expected}\n{watch.Printed}");
        }

        output.WriteLine($"{when}: {clock.Elapsed.TotalMilliseconds:0} ms");
    }

    /// <summary>
    /// A restart beside a copy or a deletion can make the engine lose a container: it unmounts the root folder of one that runs, or takes one
    /// for exited whose processes run. No program starts in it any more, so that nothing can be deleted, until the next start.
    /// </summary>
    private async Task RestartLostAsync(Scenario scenario, string when)
    {
        var containers = await scenario.Containers("web");
        var answers = await Task.WhenAll(containers.Select(container => AnswerAsync(scenario, (string)container["Id"]!)));
        if (answers.FirstOrDefault(answer => Lost.Any(sign => answer.Contains(sign, StringComparison.Ordinal))) is not { } refusal)
            return;
        output.WriteLine($"{when}: the engine has lost a container, which is restarted: {refusal}");
        await scenario.Ncompose("restart", "-t", "0");
    }

    private static async Task<string> AnswerAsync(Scenario scenario, string container)
    {
        var run = await ProcessRun.RunAsync(RequiredProgram.Docker, ["exec", container, "true"], scenario.Folder, scenario.Environment);
        return run.Output + run.Error;
    }

    /// <summary>What a container holds that is not what it should; empty when all hold it.</summary>
    private static async Task<string> DifferentAsync(Scenario scenario, string expected, HistoryRule rule)
    {
        try
        {
            foreach (var container in await scenario.Containers("web"))
                if (FileTree.OfArchive(await scenario.Engine.ArchiveAsync((string)container["Id"]!, Target)).Copied(rule) is var held
                    && held != expected)
                    return $"{(string)container["Names"]![0]!}:\n{held}";
            return "";
        }
        catch (EndOfStreamException)
        {
            return "a file changed while the engine read it, so its archive is cut off";
        }
    }
}
