using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Compose.Testing;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Compose.Files.Tests.Fuzz;

/// <summary>
/// Whatever a file holds, a load ends: with a project or with problems, never with an exception, not after more than a second, and within
/// 200 MB. NCOMPOSE_FUZZ sets how many inputs, NCOMPOSE_SEED the first seed. A stack that overflows ends the test process: the input that
/// did it is then the newest folder below ncompose-specs in the temporary folder.
/// </summary>
[Collection(nameof(FuzzTests))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 200L * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly int Count = Number("NCOMPOSE_FUZZ", 3000);
    private static readonly int FirstSeed = Number("NCOMPOSE_SEED", 1);

    private readonly ConcurrentBag<(int Seed, string Problem)> _problems = [];
    private int _refused;
    private long _slowest;
    private long _largest;

    [Fact]
    public async Task Any_input_ends_well()
    {
        var inputs = new FuzzInputs();
        await RunAsync(-1, inputs);
        // The first input pays for the compiler, so its time says nothing.
        (_slowest, _largest) = (0, 0);
        var slow = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(FirstSeed, Count), async (seed, _) =>
        {
            if (await RunAsync(seed, inputs) > Longest)
                slow.Add(seed);
        });

        // Beside others on a busy machine any input can be slow: what counts is whether it is so alone.
        foreach (var seed in slow)
            if (await RunAsync(seed, inputs) is var time && time > Longest)
                _problems.Add((seed, $"took {time.TotalSeconds:0.0} s"));

        output.WriteLine($"{Count} inputs, {_refused} refused, slowest {_slowest} ms, most allocated {_largest / 1024 / 1024} MB");
        _problems.OrderBy(problem => problem.Seed).Take(20).Should().BeEmpty();
    }

    private async Task<TimeSpan> RunAsync(int seed, FuzzInputs inputs)
    {
        using var workspace = SpecWorkspace.Empty();
        var invocation = inputs.Write(seed, workspace);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            var run = NcomposeInProcess.RunAsync(invocation, workspace, "config", "-q");
            // What a load allocates in all is more than it ever holds; a load does not leave its thread.
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Note(ref _largest, allocated);
            if (allocated > MostBytes)
                _problems.Add((seed, $"allocated {allocated / 1024 / 1024} MB"));
            if ((await run).ExitCode != 0)
                Interlocked.Increment(ref _refused);
        }
        catch (Exception e)
        {
            _problems.Add((seed, $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}"));
            await KeepAsync(seed, workspace, e);
        }

        Note(ref _slowest, (long)clock.Elapsed.TotalMilliseconds);
        return clock.Elapsed;
    }

    private static async Task KeepAsync(int seed, SpecWorkspace workspace, Exception e)
    {
        var folder = RepositoryRoot.Combine("artifacts", "fuzz", seed.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "exception.txt"), e.ToString());
        foreach (var file in Directory.EnumerateFiles(workspace.Project))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private static void Note(ref long most, long value)
    {
        for (var seen = Interlocked.Read(ref most); value > seen; seen = Interlocked.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number
            : otherwise;
}
