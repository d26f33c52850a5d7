using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Ci;
using Compose.Cli.Commands.Lifecycle;
using Compose.Cli.Commands.Up;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Queries;
using Compose.Files;

namespace Compose.Cli.Commands.With;

/// <summary>up, the command, down. The stack is removed whatever happens; what a killed run has left is removed by the next one.</summary>
internal sealed class WithRun(CommandContext run, WithOptions options)
{
    private const int LongestBase = 40;

    /// <summary>A signal ends `down` like every other command, and the stack is to be removed all the same.</summary>
    private const int RemovalAttempts = 3;

    private readonly InnerCommand _inner = new(run.Call, [.. run.Location.Files.Select(file => Path.GetRelativePath(run.Call.Process.CurrentDirectory, file.Path))]);

    public async Task<int> RunAsync()
    {
        if (run.Location.Files.IsEmpty)
            return run.Load() is null ? ExitCodes.Failure : ExitCodes.Success;
        if (run.Location.Files.Any(file => file.Content is not null))
            return run.Reporter.Fail("`with` reads the files several times, which standard input cannot be");
        run.Interrupts.MustFinish = true;
        await RemoveLeftAsync();
        var name = FreshName();
        using var record = StackRecord.Create(run, name);
        var code = await RunAsync(name);
        var isRemoved = await RemoveAsync(name, _inner);
        if (isRemoved)
            record?.Forget();
        return code == ExitCodes.Success && !isRemoved ? ExitCodes.Failure : code;
    }

    private async Task<int> RunAsync(string name)
    {
        try
        {
            var code = await _inner.RunAsync(UpCommand.Build(), name, ["--wait", .. options.Up], run.Terminal with { Output = run.Terminal.Error });
            if (code != ExitCodes.Success)
                return run.Interrupts.Asked ? ExitCodes.Interrupted : code;
            var containers = await run.Engine.ContainersAsync(name, all: false, OneOffFilter.Exclude, run.Stop);
            var variables = ServiceAddresses.Of(name, containers, run.Engine.Address);
            code = await new CommandRun(run, options).RunAsync(variables);
            if (code != ExitCodes.Success && !run.Interrupts.Asked && options.Artifacts is { } folder)
                await Artifacts.WriteAsync(run, name, folder);
            return code;
        }
        catch (OperationCanceledException)
        {
            // The stack is removed before the run ends.
            return ExitCodes.Interrupted;
        }
    }

    private async Task<bool> RemoveAsync(string name, InnerCommand inner)
    {
        using var said = new MemoryStream();
        for (var attempt = 1; ; attempt++)
        {
            var code = await inner.RunAsync(DownCommand.Build(), name,
                ["--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "1"], run.Terminal with { Output = said, Error = said });
            if (code == ExitCodes.Success)
                return true;
            if (code == ExitCodes.Interrupted && attempt < RemovalAttempts)
                continue;
            run.Terminal.Report(System.Text.Encoding.UTF8.GetString(said.ToArray()));
            run.Reporter.Warn($"the stack {name} is not removed; the next `ncompose with` does it, or `ncompose -p {name} down --volumes`");
            return false;
        }
    }

    private async Task RemoveLeftAsync()
    {
        foreach (var left in StackRecord.Left(run))
            using (left)
            {
                run.Terminal.ReportLine($"removing {left.Project}, which a killed run has left");
                if (await RemoveAsync(left.Project, new InnerCommand(run.Call, [])))
                    left.Forget();
            }
    }

    private string FreshName()
    {
        // `up` reports what is wrong with the files.
        var name = ComposeLoader.Load(run.Request with { ResolveEnvironment = false }).Project?.Name ?? "stack";
        return $"{(name.Length > LongestBase ? name[..LongestBase] : name)}-{Guid.NewGuid():N}"[..(Math.Min(name.Length, LongestBase) + 9)];
    }
}
