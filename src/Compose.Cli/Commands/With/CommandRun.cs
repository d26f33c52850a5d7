using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Host.Processes;

namespace Compose.Cli.Commands.With;

/// <summary>The command of `with`, with the streams of this process.</summary>
internal sealed class CommandRun(CommandContext run, WithOptions options)
{
    /// <summary>The codes of shells and of `timeout`.</summary>
    private const int NotFound = 127;

    private const int TimedOut = 124;

    /// <summary>How long the command has to end by itself after a signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string?> addresses)
    {
        var process = run.Call.Process;
        var program = options.Command[0];
        var path = program.Contains('/')
            ? Path.GetFullPath(program, process.CurrentDirectory) : ChildProcess.Find(program, process.Variables);
        if (path is null || !File.Exists(path))
        {
            run.Reporter.Fail($"{program}: command not found");
            return NotFound;
        }

        try
        {
            await using var child = ChildProcess.Start(new ChildStart(path, [.. options.Command.Skip(1)])
            {
                WorkingDirectory = process.CurrentDirectory,
                Environment = addresses,
            });
            return await WaitAsync(child);
        }
        catch (IOException failure)
        {
            // It may not be executed.
            run.Reporter.Fail(failure.Message);
            return NotFound - 1;
        }
    }

    private async Task<int> WaitAsync(ChildProcess child)
    {
        using var limit = new CancellationTokenSource(options.Timeout ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Stop, limit.Token);
        try
        {
            return await child.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C of a terminal goes to the command too; a signal to this process alone does not.
            if (!run.Stop.IsCancellationRequested || !run.Terminal.InputIsTerminal)
                child.Terminate();
            await Task.WhenAny(child.WaitAsync(CancellationToken.None), Task.Delay(Grace, TimeProvider.System));
        }

        if (run.Stop.IsCancellationRequested)
            return ExitCodes.Interrupted;
        run.Reporter.Fail($"the command did not end within {options.Timeout!.Value.TotalSeconds:0} seconds");
        return TimedOut;
    }
}
