using Compose.Cli.Context;
using Compose.Execution.Building;
using Compose.Execution.Converging;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>What a rule does to a service besides copying.</summary>
internal sealed class ServiceActions(WatchContext context, Service service)
{
    /// <summary>Files that were read and have changed since, which is said once.</summary>
    private readonly HashSet<string> _outdated = new(StringComparer.Ordinal);

    private CommandContext Run => context.Run;

    /// <summary>
    /// Builds the image and recreates the containers. False when it failed; null when the build was cancelled, because there is a newer
    /// change.
    /// </summary>
    public async Task<bool?> RebuildAsync(ServiceRule rule, CancellationToken newer)
    {
        if (IsPlannedOnly(rule, $"would rebuild and recreate service {service.Name}"))
            return true;
        context.Output.On(About(WatchEventKind.Rebuilding, rule));
        if (await BuildAsync(newer) is not { } outcome)
            return false;
        if (outcome.Cancelled)
            return null;
        if (!Succeeds(rule, outcome, "Build failed. Error: "))
            return false;
        context.Output.On(About(WatchEventKind.Built, rule));
        if (await context.Update.RecreateAsync(service.Name, new PlanLines(context.Output, service.Name, isQuiet: true)) is { } failure)
        {
            context.Fail(service.Name, rule, "Failed to recreate services after update. Error: " + failure);
            return false;
        }

        context.Output.On(About(WatchEventKind.Recreated, rule));
        TellOutdatedFiles();
        if (context.Options.Prune)
            await PruneAsync();
        return true;
    }

    /// <summary>Compose files and .env are read once: a new container does not have what was saved there since.</summary>
    private void TellOutdatedFiles()
    {
        foreach (var path in Run.Sources.All.Select(source => source.Path).Where(path => File.GetLastWriteTimeUtc(path) > context.Since))
            if (_outdated.Add(path))
                context.Output.On(new WatchEvent(WatchEventKind.Notice)
                {
                    Service = service.Name,
                    Text = $"{path} has changed since watch read it; to apply it, end watch and call up",
                });
    }

    /// <summary>The service runs from the new image whether or not the old one can be removed.</summary>
    private async Task PruneAsync()
    {
        try
        {
            await Run.Engine.Transfer.PruneAsync(context.Project.Name, Run.Stop);
        }
        catch (ReportedFailure failure) when (!Run.Stop.IsCancellationRequested)
        {
            context.Output.On(new WatchEvent(WatchEventKind.Notice)
            {
                Service = service.Name,
                Text = "images without a name are not removed: " + failure.Sentence,
            });
        }
    }

    /// <summary>Restarts the containers, and those of services that declare `restart: true` for this one.</summary>
    public async Task RestartAsync(ServiceRule rule, CancellationToken cancellationToken)
    {
        if (IsPlannedOnly(rule, $"would restart service {service.Name}"))
            return;
        var stack = ProjectOutline.Of(DesiredState.Of(context.Project, new DesiredOptions { Dialect = Run.Dialect }));
        var observed = await Run.Engine.ObserveAsync(context.Project.Name, context.Project, images: false, cancellationToken);
        var plan = Planner.Restart(stack, observed, new LifecyclePolicy { Services = [service.Name] });
        if (Succeeds(rule, await ExecuteAsync(plan, isQuiet: true, Run.Plans.Settings), "Failed to restart services after update. Error: "))
            context.Output.On(About(WatchEventKind.Restarted, rule));
    }

    public async Task SignalAsync(ServiceRule rule, IEnumerable<SyncedContainer> containers)
    {
        if (IsPlannedOnly(rule, $"would send {rule.Rule.Signal} to service {service.Name}"))
            return;
        var running = containers.Where(container => container.IsRunning);
        await Task.WhenAll(running.Select(container => Run.Engine.SignalAsync(container.Row.Id, rule.Rule.Signal!)));
        context.Output.On(About(WatchEventKind.Signaled, rule));
    }

    /// <summary>Runs the command of sync+exec in all running containers.</summary>
    public async Task ExecAsync(ServiceRule rule, IEnumerable<SyncedContainer> containers)
    {
        if (rule.Rule.Exec is not { } command
            || IsPlannedOnly(rule, $"would run {string.Join(' ', command.Command)} in service {service.Name}"))
            return;
        var steps = new PlanBuilder();
        foreach (var row in containers.Where(container => container.IsRunning).Select(container => container.Row))
        {
            var target = new ContainerTarget(new ContainerRef.Existing(row.Id), service.Name, row.Number, row.Name);
            var hook = new Operation.RunHook(target, HookKind.PostStart, rule.Index, command, Required: true);
            steps.Add(hook, new Reason(ReasonCode.Requested));
        }

        var outcome = await ExecuteAsync(steps.Build(), isQuiet: false, Run.Plans.Settings);
        foreach (var (step, error) in outcome.Failures())
            context.Fail(service.Name, rule, error.ExitCode is { } code
                ? $"the command of sync+exec exited with code {code} in {step.Operation.AboutContainer!.Name}" : error.Message);
        if (outcome.Succeeded)
            context.Output.On(About(WatchEventKind.Executed, rule));
    }

    /// <summary>Null when it cannot be built, which has been reported.</summary>
    private async Task<PlanOutcome?> BuildAsync(CancellationToken newer)
    {
        var order = await BuildOrders.ForAsync(
            new CommandConvergence(Run), context.Project, new BuildFlags(), [service.Name], singlePlatform: true);
        if (!BuildOrders.IsPossible(new CommandConvergence(Run), order))
            return null;
        var plan = Planner.Build(context.Project, [service.Name], withDependencies: false, order: order.Buildx is null, push: false);
        var builds = plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>();
        order = order with { PrintsLog = true, Services = [.. builds.Select(build => build.Service)] };
        return await ExecuteAsync(plan, context.Options.Quiet, Run.Plans.Settings with { Build = order }, newer);
    }

    private Task<PlanOutcome> ExecuteAsync(Plan plan, bool isQuiet, RunnerSettings settings, CancellationToken? newer = null) =>
        Run.Plans.ExecuteAsync(
            context.Project.Name, plan, new PlanLines(context.Output, service.Name, isQuiet), settings,
            newer ?? Run.Stop, newer ?? Run.Interrupts.Kill);

    private bool Succeeds(ServiceRule rule, PlanOutcome outcome, string prefix)
    {
        foreach (var (_, error) in outcome.Failures())
            context.Fail(service.Name, rule, prefix + error.Message);
        return outcome.Succeeded;
    }

    private bool IsPlannedOnly(ServiceRule rule, string sentence)
    {
        if (Run.IsDryRun)
            context.Output.On(About(WatchEventKind.Planned, rule) with { Text = sentence });
        return Run.IsDryRun;
    }

    private WatchEvent About(WatchEventKind kind, ServiceRule rule) => new(kind) { Service = service.Name, Rule = rule };
}
