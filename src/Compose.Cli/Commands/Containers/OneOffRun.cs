using System.Collections.Immutable;
using Compose.Cli.Commands.Images;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Sessions;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Up;

namespace Compose.Cli.Commands.Containers;

/// <summary>`run`: dependencies as `up` brings them up, the container made, joined before it starts, and its exit code.</summary>
internal sealed class OneOffRun(CommandContext run, RunOptions options)
{
    public static Task<int> RunAsync(CommandContext run, RunOptions options) => new OneOffRun(run, options).RunAsync();

    private async Task<int> RunAsync()
    {
        if (run.Load(request => request with
        {
            Services = [options.Service],
            WithoutDependencies = options.NoDependencies,
            WithJobs = true,
        }) is not { } project)
            return ExitCodes.Failure;
        if (!await run.AcceptsRemoteAsync(project, assumeYes: false))
            return ExitCodes.Failure;
        // The jobs that it depends on are started by hand, too.
        if (project.Jobs.Values.FirstOrDefault(
            job => !job.IsManual && !(options.IsScheduled && job.Name == options.Service)) is { } refused)
            return Refuse(refused);
        if (run.Target == DeployTarget.Swarm)
            return await RunOnSwarmAsync(project);
        if (await run.Engine.WithApiSocketAsync(project, run.Stop) is not { } told)
            return run.Reporter.Fail("use_api_socket can't be used with a Windows Docker Engine");
        (project, var models) = await run.Engine.WithModelsAsync(told, run.Stop);
        var (service, invalid) = new OneOffService(options, run.Environment, run.Call.Process.CurrentDirectory).Of(
            project.Services[options.Service]);
        if (service is null)
            return run.Reporter.Fail(invalid!);
        if (options is { Detach: false, Interactive: true, Tty: true } && !run.Terminal.InputIsTerminal)
            return run.Reporter.Fail("the input device is not a TTY", "with -T the command gets no terminal, and its input can be a pipe");
        if (InteractiveSession.KeysOf(run) is not { } keys)
            return ExitCodes.Failure;
        if (await CreateAsync(project, service, models) is not var (id, name))
            return ExitCodes.Failure;
        if (id is null)
            return ExitCodes.Success;
        if (!options.Detach)
            return await AttachAsync(project, service, id, name, keys);
        run.Terminal.PrintLine(id);
        return ExitCodes.Success;
    }

    private async Task<int> RunOnSwarmAsync(ComposeProject project)
    {
        var (service, invalid) = new OneOffService(options, run.Environment, run.Call.Process.CurrentDirectory).Of(
            project.Services[options.Service]);
        return service is null ? run.Reporter.Fail(invalid!) : await new SwarmRun(run, options).RunAsync(project, service);
    }

    private int Refuse(Job job)
    {
        var problem = Diagnostic.Error(DiagnosticCode.JobNotManual, $"job \"{job.Name}\" is not started by hand", job.Service.NameSpan,
            "its triggers say manual: false", "remove manual: false");
        run.Reporter.Report([problem], run.Sources);
        return ExitCodes.Failure;
    }

    /// <summary>The container that was made (none in a dry run); null when something failed, which has been said.</summary>
    private async Task<(string? Id, string Name)?> CreateAsync(ComposeProject project, Service service, ImmutableHashSet<string> models)
    {
        var gates = run.Engine.CheckAsync(project, run.Stop);
        var facts = run.Engine.ImagesAsync(project, run.Stop);
        var observing = run.Engine.ObserveAsync(project.Name, project, images: false, run.Stop);
        await Task.WhenAll(gates, facts, observing);
        run.Reporter.Report(await gates, run.Sources);
        if ((await gates).Any(problem => problem.Severity == Severity.Error))
            return null;
        var images = new ImageStage(
            run, project, new ImagePolicy { Pull = options.Pull, Build = options.Build, Now = TimeProvider.System.GetUtcNow() })
        { QuietBuild = options.QuietBuild, Frozen = options.Frozen };
        if (await images.RunAsync(facts, options.QuietPull) is not { } known
            || await PlanAsync(project, service, known, (await observing) with { Models = models }) is not var (plan, oneOff))
            return null;
        using var view = options.Quiet ? new QuietProgress() : run.Plans.View("run");
        var size = run.Terminal.Size();
        var settings = run.Plans.Settings with
        {
            AutoRemove = options.Remove,
            AttachStdin = options is { Detach: false, Interactive: true },
            ConsoleSize = options.Tty && run.Terminal.OutputIsTerminal ? (size.Height, size.Width) : null,
        };
        var outcome = await run.Plans.ExecuteAsync(project.Name, plan, view, settings, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        if (run.Plans.Conclude(outcome) != ExitCodes.Success)
        {
            run.Stop.ThrowIfCancellationRequested();
            return null;
        }

        return (run.IsDryRun ? null : outcome.IdOf(oneOff), NameOf(plan, oneOff));
    }

    private async Task<(Plan Plan, ContainerRef OneOff)?> PlanAsync(
        ComposeProject project, Service service, NamedMap<ImageFacts> images, ObservedState observed)
    {
        var desired = DesiredState.Of(project, new DesiredOptions
        {
            Dialect = run.Dialect,
            Images = images,
            EnvironmentFiles = run.Location.EnvironmentFiles,
            ListsAnnotations = await run.Engine.ListsAnnotationsAsync(run.Stop),
        });
        var oneEndpoint = !await run.Engine.TakesAllEndpointsAsync(run.Stop);
        var slug = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
        ContainerRef? oneOff = null;
        var plan = await run.SettleAsync(
            answers =>
            {
                (var made, oneOff) = Planner.Run(desired, observed, new RunPolicy(service, slug)
                {
                    Name = options.Name.Length > 0 ? options.Name : null,
                    UseAliases = options.UseAliases,
                    NoDependencies = options.NoDependencies,
                    Start = options.Detach,
                    Dependencies = new UpPolicy
                    {
                        RemoveOrphans = options.RemoveOrphans,
                        IgnoreOrphans = GoValue.IsTruthy(run.Environment[EnvironmentNames.IgnoreOrphans]),
                        OneEndpointOnCreate = oneEndpoint,
                        Answers = answers,
                    },
                });
                return made;
            },
            assumeYes: false);
        return plan is null || oneOff is null ? null : (plan, oneOff);
    }

    private static string NameOf(Plan plan, ContainerRef oneOff) =>
        oneOff.Maker is { } maker && plan.Steps[maker.Value].Operation is Operation.CreateContainer create ? create.Name : "";

    private async Task<int> AttachAsync(ComposeProject project, Service service, string id, string name, DetachKeys keys)
    {
        // From here on the container gets the signals, and ends or does not end by them.
        run.Interrupts.Release();
        await using var signals = new SignalProxy(signal => ForwardAsync(id, signal, service.Tty));
        var failed = false;
        var end = await InteractiveSession.RunAsync(run, service.Tty, service.StdinOpen, async streams =>
        {
            await using var session = await run.Engine.AttachAsync(
                id, service.Tty, streams, keys, started: false, options.Remove, CancellationToken.None);
            var running = session.RunAsync(redraw: false, CancellationToken.None);
            var outcome = await run.Plans.ExecuteAsync(
                project.Name, Planner.StartOneOff(service, id, name), new QuietProgress(), null, CancellationToken.None,
                CancellationToken.None);
            if (outcome.Succeeded)
            {
                session.FitWindow();
                return await running;
            }

            failed = true;
            run.Plans.Conclude(outcome);
            return new SessionEnd(ExitCodes.Failure);
        });
        // A container that could not be started has nothing to wait for; one that its user has left goes on.
        return failed ? ExitCodes.Failure : end.ExitCode;
    }

    /// <summary>Where the process has a terminal a hangup says that ours has gone: there is nothing left to stay for.</summary>
    private async Task ForwardAsync(string id, string signal, bool hasTerminal)
    {
        await run.Engine.SignalAsync(id, signal);
        if (signal == "SIGHUP" && hasTerminal)
            ProcessEnd.Now(ExitCodes.HungUp);
    }
}
