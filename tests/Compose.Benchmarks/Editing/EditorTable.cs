using System.Diagnostics;

namespace Compose.Benchmarks.Editing;

/// <summary>How long after a key the language server has sent the problems of a file of a thousand services.</summary>
internal sealed class EditorTable(string server)
{
    private const int Services = 1000;
    private const int WarmUp = 20;
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns how many bars are missed.</summary>
    public async Task<int> PrintAsync(int? edits)
    {
        Console.WriteLine("| editor | p50 ms | p95 ms | slowest ms | bar for p95 | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|");
        return await RowAsync("an edit among 1,000 services of 7 lines", Short(), edits ?? 200, 50)
            + await RowAsync("an edit among 1,000 services of 35 lines", Inputs.Text(Services), edits ?? 200, null);
    }

    private async Task<int> RowAsync(string name, string text, int edits, double? bar)
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-bench-editor-").FullName;
        try
        {
            var times = await MeasureAsync(folder, text, edits);
            var (middle, late, slowest) = (times[times.Count / 2], times[times.Count * 95 / 100], times[^1]);
            var isMissed = late > bar;
            var shown = bar is null ? "" : $"≤ {bar}";
            Console.WriteLine(
                $"| {name} | {middle:0.0} | {late:0.0} | {slowest:0.0} | {shown} | {(isMissed ? "too slow" : "")} |");
            return isMissed ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Misspells `image` of one service after the other and corrects it again.</summary>
    private async Task<List<double>> MeasureAsync(string folder, string text, int edits)
    {
        var lines = text.Split('\n');
        var places = Enumerable.Range(0, lines.Length)
            .Where(line => lines[line].StartsWith("    image:", StringComparison.Ordinal)).ToList();
        await using var editor = await EditorSide.StartAsync(server, folder, text);
        var times = new List<double>();
        for (var edit = 0; edit < edits + WarmUp; edit++)
        {
            var isMistake = edit % 2 == 0;
            var clock = Stopwatch.StartNew();
            var line = places[edit / 2 * 37 % places.Count];
            var problems = await (isMistake ? editor.ReplaceAsync(line, "image", "imagee") : editor.ReplaceAsync(line, "imagee", "image"));
            if (problems.Contains("\"NC0302\"", StringComparison.Ordinal) != isMistake)
                throw new InvalidOperationException($"the problems after edit {edit} are those of another text");
            if (edit >= WarmUp)
                times.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(BetweenKeys);
        }

        times.Sort();
        return times;
    }

    private static string Short() => "services:\n" + string.Concat(Enumerable.Range(0, Services).Select(i =>
        $"  s{i}:\n    image: busybox\n    command: sleep {i}\n"
        + $"    environment:\n      A: \"{i}\"\n    ports:\n      - \"{10000 + i}:80\"\n"));
}
