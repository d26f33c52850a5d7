namespace Compose.Benchmarks.Lifecycle;

/// <summary>Both programs and the bare calls side by side on a real engine.</summary>
internal static class EngineTable
{
    private const double MemoryBar = 0.5;

    /// <summary>Returns how many cases miss their bar.</summary>
    public static async Task<int> PrintAsync(EngineBench bench, IEnumerable<EngineCase> cases, int? runs)
    {
        var missed = 0;
        Console.WriteLine("| case | ncompose ms | peer ms | ratio | bar | floor | ncompose MB | peer MB | memory | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var @case in cases)
        {
            var result = await bench.MeasureAsync(@case, runs);
            var verdict = (result.Ratio > @case.Bar ? "too slow " : "") + (result.Memory > MemoryBar ? "too large" : "");
            missed += verdict.Length > 0 ? 1 : 0;
            Console.WriteLine(
                $"| {@case.Name} | {result.Ours.Median.TotalMilliseconds:0} | {result.Peer.Median.TotalMilliseconds:0} | {result.Ratio:0.00} | {(@case.Bar is { } bar ? $"≤ {bar}" : "")} | {result.FloorRatio:0.00} | {result.Ours.PeakKilobytes / 1024.0:0.0} | {result.Peer.PeakKilobytes / 1024.0:0.0} | {result.Memory:0%} | {verdict.Trim()} |");
        }

        return missed;
    }
}
