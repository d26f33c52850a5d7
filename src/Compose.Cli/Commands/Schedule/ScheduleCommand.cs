using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Locks;
using Compose.Execution.Tasks;
using Compose.Files.Diagnostics;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Schedule;

/// <summary>`schedule`: starts the scheduled jobs of the project at their times, as long as it runs.</summary>
internal static class ScheduleCommand
{
    public static CommandSpec Build()
    {
        var json = Flag.Switch("--json", null, "Output events as a stream of json objects");
        return new CommandSpec("schedule", "Start the scheduled jobs of the project at their times")
        {
            RefusedOnSwarm = "`run JOB` starts a job on the swarm once, and a timer of a machine can call it",
            RequiresValidProjectName = true,
            OperandUsage = "",
            OperandRule = OperandRule.Exactly(0),
            Examples =
            [
                new("In the foreground; a signal ends it and the jobs that run", "ncompose schedule"),
                new("For other programs", "ncompose schedule --json"),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, call.Value(json))),
        }.With(json);
    }

    private static async Task<int> RunAsync(CommandContext run, bool isJson)
    {
        if (run.Load() is not { } project)
            return ExitCodes.Failure;
        if (Read(run, project) is not { } jobs)
            return ExitCodes.Failure;
        if (jobs.Count == 0)
            return run.Reporter.Fail("no job has a schedule", "give it one with triggers.schedule");
        var request = new ProjectLockRequest(
            ProjectLock.Folders(run.Call.Process.Variables), run.Engine.Address, project.Name, run.Call.Command.Name)
        {
            Suffix = "-schedule",
        };
        using var held = await ProjectLock.AcquireAsync(request, message => run.Terminal.ReportLine(message), run.Reporter.Warn, run.Stop);

        // A signal waits for the jobs that run: their containers are stopped first.
        run.Interrupts.MustFinish = true;
        var output = new ScheduleOutput(run.Terminal, isJson);
        using var tasks = new TaskGroup(run.Stop);
        foreach (var job in jobs)
            tasks.Add(new JobScheduler(run, project.Name, job, output, TimeProvider.System).RunAsync);
        await tasks.WaitAsync();
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }

    /// <summary>Null when a schedule cannot be followed, which has been reported.</summary>
    private static List<ScheduledJob>? Read(CommandContext run, ComposeProject project)
    {
        var read = project.Jobs.Values.Where(job => !job.Schedules.IsEmpty)
            .Select(job => (job.Service, Result: ScheduledJob.Of(job))).ToList();
        var problems = read.Where(item => item.Result.Problem is not null)
            .Select(item => Diagnostic.Error(
                DiagnosticCode.InvalidTriggers, $"jobs.{item.Service.Name}.triggers: {item.Result.Problem}", item.Service.NameSpan))
            .ToList();
        run.Reporter.Report(problems, run.Sources);
        return problems.Count > 0 ? null : [.. read.Select(item => item.Result.Job!)];
    }
}
