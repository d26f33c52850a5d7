using System.Globalization;
using Compose.Benchmarks;
using Compose.Testing.Processes;

// usage: dotnet run -c Release --project tests/Compose.Benchmarks -- [words of case names …] [--runs N]
// Exit code 1 when a bar is missed.
var runsAt = Array.IndexOf(args, "--runs");
int? runs = runsAt >= 0 ? int.Parse(args[runsAt + 1], CultureInfo.InvariantCulture) : null;
var words = args.Where((_, i) => runsAt < 0 || (i != runsAt && i != runsAt + 1)).ToArray();

var bench = new Bench(RequiredProgram.Ncompose, new FileInfo(RequiredProgram.Peer).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? RequiredProgram.Peer);
var missed = 0;
Console.WriteLine("| case | ncompose ms | peer ms | faster | bar | ncompose MB | peer MB | memory | |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---|");
foreach (var @case in Cases.StartUp.Concat(Cases.Loading).Where(@case => words.All(word => @case.Name.Contains(word, StringComparison.Ordinal))))
{
    var (ours, peer) = bench.Measure(@case, runs);
    var faster = peer is null ? (double?)null : peer.Median / ours.Median;
    var memory = peer is null ? (double?)null : (double)ours.PeakKilobytes / peer.PeakKilobytes;
    var verdict = (faster < @case.FasterBy ? "too slow " : "") + (memory > 0.5 ? "too large" : "");
    missed += verdict.Length > 0 ? 1 : 0;
    Console.WriteLine(
        $"| {@case.Name} | {ours.Median.TotalMilliseconds:0.0} | {peer?.Median.TotalMilliseconds:0.0} | {faster:0.0}× | {(@case.FasterBy is { } bar ? $"≥ {bar}×" : "")} | {ours.PeakKilobytes / 1024.0:0.0} | {peer?.PeakKilobytes / 1024.0:0.0} | {memory:0%} | {verdict.Trim()} |");
}

Console.WriteLine(missed == 0 ? "Every bar is met." : $"{missed} cases miss their bar.");
return missed == 0 ? 0 : 1;
