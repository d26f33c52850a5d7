using System.Security.Cryptography;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Logs;
using Compose.Execution.Swarm;
using Compose.Files.Model;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Containers;

/// <summary>`run` on a swarm: a job with one task, on a node that the swarm chooses. Its exit code is that of the command.</summary>
internal sealed class SwarmRun(CommandContext run, RunOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private static readonly LogRequest WholeLog = new() { Timestamps = true };

    /// <param name="project">The service and what it depends on.</param>
    /// <param name="service">The service with the changes of the command line.</param>
    public async Task<int> RunAsync(ComposeProject project, Service service)
    {
        if (Refused() is { } refused)
            return run.Reporter.Fail(
                $"{refused} is not supported with the target swarm", "a job on a swarm has no terminal, no input and no ports of its own");
        if (options is { Interactive: true, Detach: false } && run.Terminal.InputIsTerminal)
            run.Reporter.Warn("a job on a swarm gets no input; -i=false avoids this warning");
        var others = project with { Services = project.Services.Where((name, _) => name != service.Name) };
        if (others.Services.Count > 0 && await StartDependenciesAsync(others) is not ExitCodes.Success and var failed)
            return failed;
        var name = $"{project.Name}_{service.Name}_run_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var alone = project with
        {
            Services = new NamedMap<Service>(
            [
                KeyValuePair.Create(service.Name, service with { Tty = false, StdinOpen = false, DependsOn = NamedMap<Dependency>.Empty }),
            ]),
        };
        if (await CreateAsync(alone, name) is not ExitCodes.Success and var code)
            return code;
        if (run.IsDryRun)
            return ExitCodes.Success;
        if (!options.Detach)
            return await FollowAsync(project.Name, name);
        run.Terminal.PrintLine(name);
        return ExitCodes.Success;
    }

    private string? Refused() => new (bool IsGiven, string Flag)[]
    {
        (options.ServicePorts, "--service-ports"),
        (!options.Publish.IsEmpty, "--publish"),
        (options.UseAliases, "--use-aliases"),
        (options.Build, "--build"),
        (options.Name.Length > 0, "--name"),
        (options.Pull != "policy", "--pull"),
        (options is { Detach: true, Remove: true }, "--rm with --detach"),
    }.Where(flag => flag.IsGiven).Select(flag => flag.Flag).FirstOrDefault();

    private Task<int> StartDependenciesAsync(ComposeProject dependencies) => SwarmWorkflow.RunAsync(
        run, dependencies, new SwarmOptions { IgnoresOrphans = true }.Request("run", wait: true, patience: null));

    private async Task<int> CreateAsync(ComposeProject project, string name)
    {
        var request = new SwarmOptions().Request("run", wait: false, patience: null);
        if (await SwarmWorkflow.PictureAsync(run, project, request) is not { } picture)
            return ExitCodes.Failure;
        var plan = SwarmPlanner.Job(project, picture.Observed, picture.Inputs, request.Policy, name);
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        return plan.HasErrors ? ExitCodes.Failure : await run.RunStackAsync("run", project.Name, plan, request.Options);
    }

    private async Task<int> FollowAsync(string stack, string name)
    {
        var output = new JobOutput(run.Terminal);
        using var following = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        Task? follow = null;
        try
        {
            var task = await EndAsync(stack, name, first => follow ??= FollowAsync(stack, first, output, following.Token));
            await following.CancelAsync();
            await EndedAsync(follow);
            if (task.ContainerId.Length > 0)
                await run.Engine.StackLogs(stack).ReadAsync([task], WholeLog, output, run.Stop);
            return task.State == "complete" || task.ExitCode != 0
                ? task.ExitCode
                : run.Reporter.Fail($"the job {name} has not run: {task.Reason}");
        }
        finally
        {
            await following.CancelAsync();
            await EndedAsync(follow);
            if (options.Remove || run.Stop.IsCancellationRequested)
                await run.Engine.RemoveServiceAsync(name);
        }
    }

    /// <summary>The task of the job, when it has ended. <paramref name="started"/> is called as long as it has a log and runs.</summary>
    private async Task<TaskRow> EndAsync(string stack, string name, Action<TaskRow> started)
    {
        var told = "";
        while (true)
        {
            var tasks = await run.Engine.TasksAsync(stack, [KeyValuePair.Create("service", name)], run.Stop);
            if (tasks.FirstOrDefault(task => task.Service == name) is { } task)
            {
                if (task.HasEnded)
                    return task;
                if (task.State == "running")
                    started(task);
                else if (task.Reason != told)
                    run.Inform(told = task.Reason);
            }

            await Task.Delay(Interval, TimeProvider.System, run.Stop);
        }
    }

    private Task FollowAsync(string stack, TaskRow task, JobOutput output, CancellationToken cancellationToken) =>
        run.Engine.StackLogs(stack)
            .FollowAsync([task], WholeLog, (_, _) => Task.FromResult<TaskRow?>(task), run.Started, output, cancellationToken);

    private static async Task EndedAsync(Task? follow)
    {
        try
        {
            await (follow ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // The job has ended, so its log is read to the end in place of being followed.
        }
    }
}
