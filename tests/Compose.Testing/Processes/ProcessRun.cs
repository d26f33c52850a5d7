using System.Diagnostics;
using System.Text;

namespace Compose.Testing.Processes;

/// <summary>A program that ran to its end: exit code, and what it wrote.</summary>
public sealed record ProcessRun(string CommandLine, int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    /// <summary>Less than what eng/test.sh grants a test, so that a program that hangs is told with what it wrote.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public bool Succeeded => ExitCode == 0;

    public override string ToString() =>
        $"$ {CommandLine}\n{Output}{(Error.Length > 0 ? Error : "")}[exit {ExitCode}, {Elapsed.TotalMilliseconds:0} ms]";

    /// <summary>Runs a program with exactly the environment that is given, and ends it (with its children) at the time limit.</summary>
    public static async Task<ProcessRun> RunAsync(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment,
        string? input = null, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await WriteAsync(process, input);
        using var timeout = new CancellationTokenSource(limit ?? Limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{program} {string.Join(' ', start.ArgumentList)} did not end in {(limit ?? Limit).TotalSeconds} s.\n{await output}{await error}");
        }

        return new ProcessRun(
            $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList)}", process.ExitCode, await output, await error,
            clock.Elapsed);
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input: its exit code says why.
        }
    }
}
