using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Host;
using Compose.Host.Processes;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Schedule;

/// <summary>
/// Starts one job at its times until the user stops it. Each run is a run of `ncompose run`, so it is what that command does.
/// </summary>
internal sealed class JobScheduler(CommandContext run, string project, ScheduledJob job, ScheduleOutput output, TimeProvider time)
{
    /// <summary>The clock is looked at again after this time: it may be set, and the machine may sleep.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    /// <summary>How long a container has to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken stop)
    {
        for (var after = time.GetUtcNow(); job.Next(after) is { } next;)
        {
            output.Waiting(job.Name, next);
            while (next - time.GetUtcNow() is { Ticks: > 0 } left)
                await Task.Delay(left < LookAgain ? left : LookAgain, time, stop);
            var now = time.GetUtcNow();
            var decision = job.Due(after, now);
            for (after = now; decision == JobDecision.Run; after = now)
            {
                await StartAsync(stop);
                now = time.GetUtcNow();
                decision = job.DueAfterRun(after, now);
            }

            if (decision == JobDecision.SkipMissed)
                output.Skipped(job.Name, "its time was missed");
            else if (decision == JobDecision.SkipRunning)
                output.Skipped(job.Name, "it still ran");
        }
    }

    private async Task StartAsync(CancellationToken stop)
    {
        var (began, container) = (time.GetTimestamp(), ContainerName.OneOff(run.Declared!, job.Name, $"{Guid.NewGuid():N}"));
        output.Started(job.Name);
        await using var child = ChildProcess.Start(new ChildStart(
            System.Environment.ProcessPath!, [.. GlobalArguments.Of(run.Global), "--project-name", project, "--progress", "quiet",
                "run", "--rm", "-T", "--scheduled", "--name", container, job.Name])
        {
            WorkingDirectory = run.Call.Process.CurrentDirectory,
            // What earlier runs have left is a matter of the commands that a user types.
            Environment = new Dictionary<string, string?>(
                run.Call.Process.Variables.All.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value)))
            {
                [EnvironmentNames.IgnoreOrphans.Name] = "true",
            },
            RedirectInput = true,
            RedirectOutput = true,
            RedirectError = true,
        });
        child.Input.Close();
        var reading = Task.WhenAll(PrintAsync(child.Output), PrintAsync(child.Error));
        try
        {
            var code = await child.WaitAsync(stop);
            await reading;
            output.Finished(job.Name, code, time.GetElapsedTime(began));
        }
        catch (OperationCanceledException)
        {
            // The container ends with the scheduler, and the child removes it.
            await EndAsync(child, container);
            throw;
        }
    }

    private async Task EndAsync(ChildProcess child, string container)
    {
        var ended = child.WaitAsync(CancellationToken.None);
        await run.Engine.SignalAsync(container, job.Job.Service.StopSignal ?? "SIGTERM");
        if (await Task.WhenAny(ended, Task.Delay(job.Job.Service.StopGracePeriod ?? Grace, time)) == ended)
            return;
        await run.Engine.SignalAsync(container, "SIGKILL");
        await Task.WhenAny(ended, Task.Delay(Grace, time));
    }

    private async Task PrintAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } line)
            output.Line(job.Name, line);
    }
}
