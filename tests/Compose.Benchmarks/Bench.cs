namespace Compose.Benchmarks;

/// <summary>Runs cases with both programs in turn, so that what the machine does besides hits both alike.</summary>
internal sealed class Bench(string ncompose, string? peer)
{
    private const int MemoryRuns = 3;

    public (Measurement Ours, Measurement? Peer) Measure(Case @case, int? runs)
    {
        var folder = Path.Combine(Path.GetTempPath(), "ncompose-bench", Guid.NewGuid().ToString("N")[..8], "project");
        Directory.CreateDirectory(folder);
        try
        {
            @case.WriteInput(folder);
            var ours = Command(ncompose, @case, folder);
            var theirs = peer is not null && @case.WithPeer ? Command(peer, @case, folder) : null;
            return Measure(ours, theirs, runs ?? @case.Runs);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    private static (Measurement Ours, Measurement? Peer) Measure(Command ours, Command? theirs, int runs)
    {
        var (ourTimes, theirTimes) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = -1; run < runs; run++)
        {
            var ourTime = MeasuredProcess.Time(ours);
            var theirTime = theirs is null ? default : MeasuredProcess.Time(theirs);
            if (run < 0)
                continue; // The first pair fills the file cache.
            ourTimes.Add(ourTime);
            theirTimes.Add(theirTime);
        }

        return (Summary(ourTimes, Peak(ours)), theirs is null ? null : Summary(theirTimes, Peak(theirs)));
    }

    private static Measurement Summary(List<TimeSpan> times, long peak)
    {
        times.Sort();
        return new Measurement(times[times.Count / 2], times[0], peak);
    }

    private static long Peak(Command command) => Enumerable.Range(0, MemoryRuns).Max(_ => MeasuredProcess.PeakMemory(command));

    private static Command Command(string program, Case @case, string folder) =>
        new(program, @case.Arguments, folder, new Dictionary<string, string>
        {
            ["HOME"] = "/home/someone",
            ["PATH"] = "/usr/bin:/bin",
            ["PWD"] = folder,
            // The same words from both: what is measured is the work, not a difference of dialects.
            ["NCOMPOSE_DIALECT"] = "2.40",
        });
}
