using System.Diagnostics;
using System.Globalization;
using Compose.Benchmarks.Lifecycle;
using Compose.Testing.Engine;

namespace Compose.Benchmarks.Watching;

/// <summary>`watch` against its bars: the latency of a save, a checkout, a large tree.</summary>
internal sealed class WatchTable(EngineSocket engine, string ncompose, string peer)
{
    private const int CheckedOut = 5000;
    private const int IgnoredFolders = 9000;
    private const int Folders = 1000;
    private const int FilesInFolder = 10;
    private const string Rule = "{path: ./src, action: sync, target: /srv, ignore: [log.txt, ignored/]}";
    private readonly string _root = Path.Combine(Path.GetTempPath(), "ncompose-bench-watch", Guid.NewGuid().ToString("N")[..8]);
    private int _missed;

    /// <summary>Returns how many bars are missed.</summary>
    public async Task<int> PrintAsync(int? saves, TimeSpan idle)
    {
        Console.WriteLine("| watch | figure | bar | |");
        Console.WriteLine("|---|---:|---:|---|");
        try
        {
            await SavesAsync("ncompose", ncompose, saves ?? 200, hasLog: false);
            await SavesAsync("peer", peer, Math.Min(saves ?? 30, 30), hasLog: false);
            await SavesAsync("ncompose", ncompose, saves ?? 200, hasLog: true);
            await PeerBesideLogAsync();
            await CheckoutAsync();
            await LargeTreeAsync(idle);
        }
        finally
        {
            Directory.Delete(_root, recursive: true);
        }

        return _missed;
    }

    private Task SavesAsync(string who, string program, int saves, bool hasLog) => WithStackAsync(program, async (side, stack) =>
    {
        using var end = new CancellationTokenSource();
        var log = hasLog ? WriteLogAsync(stack, end.Token) : Task.CompletedTask;
        var times = new List<double>();
        for (var save = 0; save <= saves; save++)
        {
            var time = await side.SaveAsync($"file{save % 10}", string.Create(CultureInfo.InvariantCulture, $"save {save}"));
            if (save > 0)
                times.Add(time.TotalMilliseconds);
            await Task.Delay(30, CancellationToken.None);
        }

        await end.CancelAsync();
        await log;
        times.Sort();
        var what = $"{who}: a save{(hasLog ? " beside a log that is written" : "")}";
        var isOurs = who == "ncompose";
        Row($"{what}, p50 in ms", times[times.Count / 2], isOurs ? 30 : null);
        Row($"{what}, p95 in ms", times[times.Count * 95 / 100], isOurs ? 80 : null);
    });

    /// <summary>It waits for 500 ms without any event, which a log never gives it.</summary>
    private Task PeerBesideLogAsync() => WithStackAsync(peer, async (side, stack) =>
    {
        using var end = new CancellationTokenSource();
        var log = WriteLogAsync(stack, end.Token);
        try
        {
            Row("peer: a save beside a log that is written, in ms",
                (await side.SaveAsync("file", "save", TimeSpan.FromSeconds(10))).TotalMilliseconds, null);
        }
        catch (TimeoutException)
        {
            Console.WriteLine("| peer: a save beside a log that is written | not within 10 s | | |");
        }

        await end.CancelAsync();
        await log;
    });

    private static async Task WriteLogAsync(Stack stack, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await File.AppendAllTextAsync(Path.Combine(stack.Directory, "src", "log.txt"), "a line\n", CancellationToken.None);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private Task CheckoutAsync() => WithStackAsync(ncompose, async (side, stack) =>
    {
        var source = Path.Combine(stack.Directory, "src");
        WriteTree(source, "one");
        Shell(source,
            "git init -q -b one && git add -A && git -c user.name=a -c user.email=a@example.org commit -qm one && git checkout -q -b two");
        WriteTree(source, "two");
        Shell(source, "git -c user.name=a -c user.email=a@example.org commit -qam two");
        await CheckedOutAsync(side, "two");
        var ours = new List<double>();
        var bare = new List<double>();
        foreach (var branch in new[] { "one", "two", "one", "two", "one" })
        {
            var clock = Stopwatch.StartNew();
            Shell(source, "git checkout -q " + branch);
            var checkedOut = clock.Elapsed;
            await CheckedOutAsync(side, branch);
            ours.Add((clock.Elapsed - checkedOut).TotalMilliseconds);
            bare.Add(await CopyAsync(side, stack, source));
        }

        ours.Sort();
        bare.Sort();
        Row($"checkout of {CheckedOut} files, from its end to the last file, in ms", ours[ours.Count / 2], null);
        Row("the same files by one archive call, in ms", bare[bare.Count / 2], null);
        Row("ratio", ours[ours.Count / 2] / bare[bare.Count / 2], 1.3);
    });

    /// <summary>What `tar c | docker cp -` does, without the start of two programs.</summary>
    private static async Task<double> CopyAsync(WatchSide side, Stack stack, string source)
    {
        var container = (string)(await stack.Engine.ContainersAsync(stack.Label)).Single()["Id"]!;
        Directory.CreateDirectory(side.Root + "/bare");
        var socket = new Uri(stack.Engine.DockerHost).LocalPath;
        var clock = Stopwatch.StartNew();
        Shell(source,
            $"tar c --exclude .git . | curl -sf --unix-socket {socket} -X PUT -T - 'http://engine/containers/{container}/archive?path=/bare'");
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void WriteTree(string source, string content)
    {
        for (var file = 0; file < CheckedOut; file++)
        {
            var path = Path.Combine(source, $"part{file / 100}", $"file{file}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{content} {file}");
        }
    }

    /// <summary>Looks at each file until it is there: what has been seen is not read again.</summary>
    private static async Task CheckedOutAsync(WatchSide side, string branch)
    {
        for (var file = 0; file < CheckedOut; file++)
            await WatchSide.UntilAsync(() => WatchSide.Holds($"{side.Root}/srv/part{file / 100}/file{file}", $"{branch} {file}"));
    }

    private Task LargeTreeAsync(TimeSpan idle) => WithStackAsync(
        ncompose,
        async (side, _) =>
        {
            Row($"{(Folders + IgnoredFolders) * FilesInFolder} files, ready in ms", side.Ready.TotalMilliseconds, 500);

            // What the start has left to do is no part of being idle.
            await Task.Delay(TimeSpan.FromSeconds(3));
            var watches = Directory.EnumerateFiles($"/proc/{side.Process}/fdinfo")
                .Sum(file => File.ReadLines(file).Count(line => line.StartsWith("inotify wd", StringComparison.Ordinal)));
            Row("inotify watches", watches, 1100);
            var before = Processor(side.Process);
            await Task.Delay(idle);
            Row($"processor seconds in an idle hour, from {idle.TotalSeconds:0} s",
                (Processor(side.Process) - before) * (3600 / idle.TotalSeconds), 1);
            Row("memory in MB", Memory(side.Process, "VmRSS:"), 40);
            Row("of it the program file, in MB", Memory(side.Process, "RssFile:"), null);
            Row("most memory in MB", Memory(side.Process, "VmHWM:"), null);
        },
        source =>
        {
            for (var folder = 0; folder < Folders + IgnoredFolders; folder++)
            {
                var path = Path.Combine(source, folder < Folders ? "" : "ignored", $"folder{folder}");
                Directory.CreateDirectory(path);
                for (var file = 0; file < FilesInFolder; file++)
                    File.WriteAllText(Path.Combine(path, $"file{file}"), "");
            }
        });

    private static double Memory(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(field.Length).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Seconds of the processor: user and system, in hundredths.</summary>
    private static double Processor(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(' ');
        return (int.Parse(fields[13], CultureInfo.InvariantCulture) + int.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private async Task WithStackAsync(string program, Func<WatchSide, Stack, Task> measure, Action<string>? prepare = null)
    {
        var project = $"ncb-watch-{Guid.NewGuid().ToString("N")[..8]}";
        var stack = new Stack(engine, project, Path.Combine(_root, project));
        Directory.CreateDirectory(Path.Combine(stack.Directory, "src"));
        prepare?.Invoke(Path.Combine(stack.Directory, "src"));
        stack.Write(
            $"services: {{s0: {{image: {Stacks.Image}, command: sleep 3600, init: true, stop_grace_period: 0s, develop: {{watch: [{Rule}]}}}}}}\n");
        try
        {
            MeasuredProcess.Time(new Command(program, ["up", "-d"], stack.Directory, WatchSide.Variables(stack)));
            await using var side = await WatchSide.StartAsync(program, stack);
            await measure(side, stack);
        }
        finally
        {
            await stack.SweepAsync();
        }
    }

    private static void Shell(string folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command}: exit code {shell.ExitCode}");
    }

    private void Row(string what, double figure, double? bar)
    {
        var isMissed = figure > bar;
        _missed += isMissed ? 1 : 0;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {figure:0.##} | {(bar is null ? "" : $"≤ {bar}")} | {(isMissed ? "missed" : "")} |"));
    }
}
