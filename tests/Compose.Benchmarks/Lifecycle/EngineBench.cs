using System.Diagnostics;
using Compose.Engine;
using Compose.Host;
using Compose.Testing.Engine;

namespace Compose.Benchmarks.Lifecycle;

/// <summary>Runs engine cases with both programs and the bare calls in turn, each on a project of its own.</summary>
internal sealed class EngineBench(EngineSocket engine, string ncompose, string peer)
{
    private const int MemoryRuns = 2;

    public async Task<EngineResult> MeasureAsync(EngineCase @case, int? runs)
    {
        var root = Path.Combine(Path.GetTempPath(), "ncompose-bench", Guid.NewGuid().ToString("N")[..8]);
        var ours = Side(ncompose, root, "ours");
        var theirs = Side(peer, root, "peer");
        var bare = Side(peer, root, "bare");
        try
        {
            return await MeasureAsync(@case, runs ?? @case.Runs, ours, theirs, bare);
        }
        finally
        {
            foreach (var side in new[] { ours, theirs, bare })
                await side.Stack.SweepAsync();
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<EngineResult> MeasureAsync(EngineCase @case, int runs, BenchSide ours, BenchSide theirs, BenchSide bare)
    {
        foreach (var side in new[] { ours, theirs, bare })
        {
            side.Stack.Write(@case.File(-1));
            if (@case.Setup is { } setup)
                side.Run(setup);
            if (@case.Setup is not null)
                await @case.Check(side.Stack);
        }

        for (var run = 0; run <= runs; run++)
        {
            var kept = run > 0; // The first round fills caches.
            await RoundAsync(@case, run, ours, kept);
            await RoundAsync(@case, run, theirs, kept);
            if (@case.Floor is { } floor)
                await FloorRoundAsync(@case, floor, bare, kept);
        }

        for (var run = 0; run < MemoryRuns; run++)
        {
            await MemoryRoundAsync(@case, runs + 1 + run, ours);
            await MemoryRoundAsync(@case, runs + 1 + run, theirs);
        }

        return new EngineResult(ours.Summary(), theirs.Summary(), @case.Floor is null ? null : bare.Summary());
    }

    private static async Task RoundAsync(EngineCase @case, int run, BenchSide side, bool kept)
    {
        Prepare(@case, run, side);
        var time = MeasuredProcess.Time(side.Command(@case.Arguments));
        await @case.Check(side.Stack);
        if (kept)
            side.Times.Add(time);
    }

    private static async Task MemoryRoundAsync(EngineCase @case, int run, BenchSide side)
    {
        Prepare(@case, run, side);
        side.PeakKilobytes = Math.Max(side.PeakKilobytes, MeasuredProcess.PeakMemory(side.Command(@case.Arguments)));
        await @case.Check(side.Stack);
    }

    private static async Task FloorRoundAsync(EngineCase @case, Func<Floor, Task> calls, BenchSide side, bool kept)
    {
        // The starting state is made by the peer where it is a whole stack, else by sweeping.
        if (@case.Reset?[0] == "down")
            await side.Stack.SweepAsync();
        else if (@case.Reset is { } reset)
            side.Run(reset);
        await using var client = EngineClient.FromEnvironment(ProcessEnvironment.OfProcess());
        var clock = Stopwatch.StartNew();
        await calls(new Floor(client, side.Stack));
        if (kept)
            side.Times.Add(clock.Elapsed);
    }

    private static void Prepare(EngineCase @case, int run, BenchSide side)
    {
        side.Stack.Write(@case.File(run));
        if (@case.Reset is { } reset)
            side.Run(reset);
    }

    private BenchSide Side(string program, string root, string who)
    {
        var project = $"ncb-{who}-{Path.GetFileName(root)}";
        var folder = Path.Combine(root, project);
        Directory.CreateDirectory(folder);
        return new BenchSide(program, new Stack(engine, project, folder));
    }
}
