using System.Text;
using Compose.Cli.Commands.Ci;
using Compose.Cli.Commands.Lifecycle;
using Compose.Cli.Commands.Up;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Locks;
using Compose.Execution.Queries;
using Compose.Files;
using Compose.Host;

namespace Compose.Cli.Commands.With;

/// <summary>up, the command, down. The stack is removed whatever happens; what a killed run has left is removed by the next one.</summary>
internal sealed class WithRun(CommandContext run, WithOptions options)
{
    private const int LongestBase = 40;

    /// <summary>A signal ends `down` like every other command, and the stack is to be removed all the same.</summary>
    private const int RemovalAttempts = 3;

    private readonly InnerCommand _inner = new(
        run.Call, [.. run.Location.Files.Select(file => Path.GetRelativePath(run.Call.Process.CurrentDirectory, file.Path))]);

    public async Task<int> RunAsync()
    {
        if (run.Location.Files.Any(file => file.Content is not null))
            return run.Reporter.Fail("`with` reads the files several times, which standard input cannot be");
        if (run.Location.Files.IsEmpty || FreshName() is not { } name)
            return await CiRun.RunAsync(run, options.Ci, ReportFilesAsync);

        run.Interrupts.MustFinish = true;
        await RemoveLeftAsync();
        using var record = StackRecord.Create(run.Call.Process.Variables, run.Engine.Address, name);
        var code = await RunAsync(name);
        var isRemoved = await RemoveAsync(name);
        if (isRemoved)
            record?.Forget();
        return code == ExitCodes.Success && !isRemoved ? ExitCodes.Failure : code;
    }

    /// <summary>There is no stack, and so there are no artifacts; the reports have what is wrong with the files.</summary>
    private Task<int> ReportFilesAsync()
    {
        run.Load();
        return Task.FromResult(ExitCodes.Failure);
    }

    private async Task<int> RunAsync(string name)
    {
        try
        {
            var terminal = run.Terminal with { Output = run.Terminal.Error };
            var code = await _inner.RunAsync(UpCommand.Build(), name, ["--wait", .. options.Up], terminal, run.Stop);
            if (code != ExitCodes.Success)
                return run.Interrupts.Asked ? ExitCodes.Interrupted : code;
            var containers = await run.Engine.ContainersAsync(name, all: false, OneOffFilter.Exclude, run.Stop);
            var variables = ServiceAddresses.Of(name, containers, run.Engine.Address);
            var started = TimeProvider.System.GetTimestamp();
            code = await new CommandRun(run, options).RunAsync(variables);
            CiRun.ReportCommand(run, options.Ci, options.Command[0], code, TimeProvider.System.GetElapsedTime(started));
            if (code != ExitCodes.Success && options.Ci.Artifacts is { } folder)
                await Artifacts.WriteAsync(run, name, folder);
            return code;
        }
        catch (ReportedFailure error)
        {
            // The engine does not answer; the stack is to be removed all the same.
            return run.Reporter.Fail(error.Sentence);
        }
        catch (OperationCanceledException)
        {
            // The stack is removed before the run ends.
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>
    /// With the files, because of images and providers; the labels are enough where the files have become wrong meanwhile.
    /// </summary>
    private async Task<bool> RemoveAsync(string name) => await RemoveAsync(name, _inner) is null || await RemoveFromLabelsAsync(name);

    private async Task<bool> RemoveFromLabelsAsync(string name)
    {
        if (await RemoveAsync(name, new InnerCommand(run.Call, [])) is not { } reason)
            return true;
        run.Terminal.Report(reason);
        run.Reporter.Warn($"the stack {name} is not removed; the next `ncompose with` does it, or `ncompose -p {name} down --volumes`");
        return false;
    }

    /// <summary>What `down` has printed when it fails; null when nothing is left.</summary>
    private async Task<string?> RemoveAsync(string name, InnerCommand inner)
    {
        string[] flags = ["--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "1"];
        for (var attempt = 1; ; attempt++)
        {
            using var printed = new MemoryStream();
            var code = await inner.RunAsync(DownCommand.Build(), name, flags, run.Terminal with { Output = printed, Error = printed });
            if (code == ExitCodes.Success)
                return null;
            if (code != ExitCodes.Interrupted || attempt == RemovalAttempts)
                return Encoding.UTF8.GetString(printed.ToArray());
        }
    }

    private async Task RemoveLeftAsync()
    {
        foreach (var left in StackRecord.Left(run.Call.Process.Variables, run.Engine.Address))
            using (left)
            {
                run.Terminal.ReportLine($"removing {left.Project}, which a killed run has left");
                if (await RemoveFromLabelsAsync(left.Project))
                    left.Forget();
            }
    }

    /// <summary>Null when the files are wrong.</summary>
    private string? FreshName()
    {
        if (ComposeLoader.Load(run.Request with { ResolveEnvironment = false }).Project is not { Name: var name })
            return null;
        var start = name.Length > LongestBase ? name[..LongestBase] : name;
        return $"{start}-{$"{Guid.NewGuid():N}"[..8]}";
    }
}
