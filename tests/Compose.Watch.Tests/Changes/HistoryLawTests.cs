using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Compose.Testing;
using Compose.Testing.Watching;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Compose.Watch.Tests.Changes;

/// <summary>
/// The law of watch: whatever happens to the files, soon after the last change a follower holds exactly what the rule matches.
/// NCOMPOSE_HISTORIES is how many histories there are, NCOMPOSE_HISTORY_SEED repeats one.
/// </summary>
public sealed class HistoryLawTests(ITestOutputHelper output)
{
    private const int Steps = 40;
    private static readonly int Histories = Number("NCOMPOSE_HISTORIES") ?? 300;

    [Fact]
    public async Task After_every_history_the_follower_holds_what_the_rule_matches()
    {
        var first = Number("NCOMPOSE_HISTORY_SEED");
        var seeds = first is { } one ? [one] : Enumerable.Range(1, Histories);
        var failures = new ConcurrentQueue<string>();
        var delays = new ConcurrentQueue<double>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (seed, _) =>
        {
            if (await FailureAsync(seed, delays) is { } failure)
                failures.Enqueue($"NCOMPOSE_HISTORY_SEED={seed}\n{failure}");
        });
        failures.Should().BeEmpty();
        var median = delays.Order().ElementAt(delays.Count / 2);
        output.WriteLine($"{delays.Count} histories; after the last change it took {median:0} ms, at most {delays.Max():0} ms");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<string?> FailureAsync(int seed, ConcurrentQueue<double> delays)
    {
        using var project = new WatchedProject(isOnDisk: seed % 3 == 0);
        var rule = HistoryRule.Of(seed);
        var (root, mirror, outside) = (project.At("src"), project.At("mirror"), project.At("outside"));
        foreach (var folder in (string[])[root, mirror, outside])
            Directory.CreateDirectory(folder);
        if (rule.Ignored.Length > 0)
            project.Write("src/.dockerignore", rule.Ignored).Write("src/Dockerfile");
        var set = project.Rules(
            $"- {{path: ./src, action: sync, target: /app{rule.Patterns}}}", rule.Ignored.Length > 0 ? "build: ./src" : "image: busybox");
        await using var follower = new Follower(set, mirror);
        await new FileHistory(root, outside, new Random(seed)).RunAsync(Steps);

        var clock = Stopwatch.StartNew();
        string? difference = null;
        try
        {
            await Eventually.UntilAsync(
                () => (difference = Difference(root, mirror + "/app", rule)) is null, "the follower holds what the rule matches",
                follower.Following);
        }
        catch (TimeoutException)
        {
            return difference;
        }

        delays.Enqueue(clock.Elapsed.TotalMilliseconds);
        return null;
    }

    private static string? Difference(string root, string mirror, HistoryRule rule)
    {
        var expected = FileTree.OfHost(root).Expected(rule);
        var actual = Directory.Exists(mirror) ? TreeInMotion(mirror, rule) : "";
        return expected == actual ? null : $"host:\n{expected}\ncontainer:\n{actual}";
    }

    /// <summary>The follower may be at work.</summary>
    private static string TreeInMotion(string root, HistoryRule rule)
    {
        try
        {
            return FileTree.OfHost(root).Copied(rule);
        }
        catch (Exception moved) when (moved is IOException or UnauthorizedAccessException)
        {
            return moved.Message;
        }
    }
}
