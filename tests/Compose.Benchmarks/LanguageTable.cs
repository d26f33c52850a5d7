namespace Compose.Benchmarks;

/// <summary>Both programs side by side on the cases that need no engine.</summary>
internal static class LanguageTable
{
    /// <summary>Returns how many cases miss their bar.</summary>
    public static int Print(Bench bench, IEnumerable<Case> cases, int? runs)
    {
        var missed = 0;
        Console.WriteLine("| case | ncompose ms | peer ms | faster | bar | ncompose MB | peer MB | memory | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var @case in cases)
        {
            var (ours, peer) = bench.Measure(@case, runs);
            var faster = peer is null ? (double?)null : peer.Median / ours.Median;
            var memory = peer is null ? (double?)null : (double)ours.PeakKilobytes / peer.PeakKilobytes;
            var verdict = (faster < @case.FasterBy ? "too slow " : "") + (memory > 0.5 ? "too large" : "");
            missed += verdict.Length > 0 ? 1 : 0;
            Console.WriteLine(
                $"| {@case.Name} | {ours.Median.TotalMilliseconds:0.0} | {peer?.Median.TotalMilliseconds:0.0} | {faster:0.0}× | {(@case.FasterBy is { } bar ? $"≥ {bar}×" : "")} | {ours.PeakKilobytes / 1024.0:0.0} | {peer?.PeakKilobytes / 1024.0:0.0} | {memory:0%} | {verdict.Trim()} |");
        }

        return missed;
    }
}
