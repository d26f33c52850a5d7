using System.Diagnostics;
using System.Globalization;
using Compose.Benchmarks.Lifecycle;

namespace Compose.Benchmarks.Watching;

/// <summary>
/// A program that watches a project of its own. Its container's files are looked at through /proc, which costs neither the engine nor the
/// program anything.
/// </summary>
internal sealed class WatchSide : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Stack _stack;

    private WatchSide(Process process, Stack stack) => (_process, _stack) = (process, stack);

    public int Process => _process.Id;

    /// <summary>The root of the container's files.</summary>
    public string Root { get; private set; } = "";

    /// <summary>From the start of the program, whose containers run already, to its word that it watches.</summary>
    public TimeSpan Ready { get; private init; }

    public static async Task<WatchSide> StartAsync(string program, Stack stack)
    {
        var start = new ProcessStartInfo(program)
        { WorkingDirectory = stack.Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["watch", "--no-up"])
            start.ArgumentList.Add(word);
        start.Environment.Clear();
        foreach (var (name, value) in Variables(stack))
            start.Environment[name] = value;
        var enabled = new TaskCompletionSource();
        var clock = Stopwatch.StartNew();
        var process = System.Diagnostics.Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Look(line.Data);
        process.ErrorDataReceived += (_, line) => Look(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await enabled.Task.WaitAsync(Limit);
        var container = (await stack.Engine.ContainersAsync(stack.Label)).Single();
        var pid = (int)(await stack.Engine.InspectAsync((string)container["Id"]!))["State"]!["Pid"]!;
        return new WatchSide(process, stack) { Root = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/root", Ready = clock.Elapsed };

        void Look(string? line)
        {
            if (line?.Contains("Watch enabled", StringComparison.Ordinal) == true)
                enabled.TrySetResult();
        }
    }

    public static Dictionary<string, string> Variables(Stack stack) => new(StringComparer.Ordinal)
    {
        ["HOME"] = stack.Directory,
        ["PATH"] = "/usr/bin:/bin",
        ["DOCKER_HOST"] = stack.Engine.DockerHost,
    };

    /// <summary>Saves a file and waits until the container has it.</summary>
    public async Task<TimeSpan> SaveAsync(string name, string content, TimeSpan? limit = null)
    {
        var (source, copy) = (Path.Combine(_stack.Directory, "src", name), $"{Root}/srv/{name}");
        var clock = Stopwatch.StartNew();
        await File.WriteAllTextAsync(source, content);
        await UntilAsync(() => Holds(copy, content), limit);
        return clock.Elapsed;
    }

    /// <summary>The engine removes a file before it writes the new one, so it may be away for a moment.</summary>
    public static bool Holds(string path, string content)
    {
        try
        {
            return File.ReadAllText(path) == content;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static async Task UntilAsync(Func<bool> isSo, TimeSpan? limit = null)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(1))
            if (clock.Elapsed > (limit ?? Limit))
                throw new TimeoutException("The container did not get it.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
