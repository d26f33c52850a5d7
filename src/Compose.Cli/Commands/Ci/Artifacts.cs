using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Host.Processes;

namespace Compose.Cli.Commands.Ci;

/// <summary>A folder with what helps to understand a failure. Each file is the output of a command of ncompose.</summary>
internal static class Artifacts
{
    private static ImmutableArray<(string File, string[] Words)> Commands(CommandContext run) =>
    [
        // Artifacts are kept where others read them, so values of variables stay out.
        ("config.yaml", ["config", "--no-interpolate", "--no-env-resolution"]),
        ("plan.txt", ["plan"]),
        ("ps.txt", ["ps", "--all"]),
        ("ps.json", ["ps", "--all", "--format", "json"]),
        ("logs.txt", ["logs", "--no-color", "--timestamps"]),
        ("events.json", ["events", "--json", "--since", Seconds(run.Started), "--until", Seconds(TimeProvider.System.GetUtcNow())]),
    ];

    /// <summary>All at once, because a runner that is cancelled gives a run few seconds. A second signal ends it.</summary>
    /// <param name="run">The run that failed.</param>
    /// <param name="project">The name of the stack.</param>
    /// <param name="folder">It is made where it does not exist.</param>
    public static async Task WriteAsync(CommandContext run, string project, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await Task.WhenAll(Commands(run).Select(async command => await File.WriteAllBytesAsync(
                Path.Combine(folder, command.File), await OutputAsync(run, project, command.Words), run.Interrupts.Kill)));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The failure itself is what the run reports.
            run.Reporter.Warn($"{folder}: {refusal.Message}");
        }
    }

    private static async Task<byte[]> OutputAsync(CommandContext run, string project, string[] words)
    {
        var files = run.Location.Files.SelectMany(file => new[] { "--file", file.Path });
        var global = GlobalArguments.Of(run.Global with { Files = [], ProjectName = project });
        string[] arguments = [.. files, .. global, "--ansi", "never", "--diagnostics", "text", .. words];
        var result = await ChildProcess.RunAsync(new ChildStart(System.Environment.ProcessPath!, arguments)
        {
            WorkingDirectory = run.Call.Process.CurrentDirectory,
            Environment = run.Call.Process.Variables.All.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
        }, ReadOnlyMemory<byte>.Empty, run.Interrupts.Kill);
        return [.. result.Output.Span, .. result.ExitCode == 0 ? [] : result.Error.Span];
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
