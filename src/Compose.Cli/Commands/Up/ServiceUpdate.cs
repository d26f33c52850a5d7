using Compose.Cli.Commands.Watch;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// Recreates one service as `up --force-recreate --no-deps SERVICE` does, with its rollback. Services that declare `restart: true` for it
/// are restarted.
/// </summary>
internal sealed class ServiceUpdate(CommandContext run, ComposeProject project, UpOptions options) : IServiceUpdate, IDisposable
{
    /// <summary>The project has one lock, so services are recreated one after the other.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<string?> RecreateAsync(string service, IProgressView view)
    {
        await _turn.WaitAsync(run.Stop);
        var mustFinish = run.Interrupts.MustFinish;
        try
        {
            await run.Locks.TakeAsync(project.Name);
            return await UpdateAsync(service, view);
        }
        finally
        {
            run.Locks.Release();
            run.Interrupts.MustFinish = mustFinish;
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> UpdateAsync(string service, IProgressView view)
    {
        var observed = await run.Engine.ObserveAsync(project.Name, project, images: false, run.Stop);
        var part = Part(service, observed);
        observed = await run.Engine.WithContentsAsync(observed, part, run.Stop);
        var images = await run.Engine.ImagesAsync(part, run.Stop);
        var inputs = new ConvergeInputs(part, images, observed, await run.Engine.ListsAnnotationsAsync(run.Stop));
        var choice = options with
        {
            Services = [service],
            Recreate = RecreatePolicy.Always,
            RecreateDependencies = RecreatePolicy.Never,
            RemoveOrphans = false,
            Yes = true,
        };
        var policy = await UpPlanning.PolicyAsync(run, choice) with { RemoveOrphans = false, IgnoreOrphans = true };
        var plan = Planner.Up(UpPlanning.Desire(run, inputs, choice), observed, policy);
        if (plan.HasErrors)
            return plan.Diagnostics[0].Summary;
        var outcome = await run.Plans.ExecuteAsync(project.Name, plan, view, null, run.Stop, run.Interrupts.Kill);
        return outcome.Failures().Select(failure => failure.Error.Message).FirstOrDefault() is not { } failure ? null
            : outcome.IsRolledBack ? failure + " (the previous container was restored)" : failure;
    }

    /// <summary>The service and those that restart with it and have containers.</summary>
    private ComposeProject Part(string service, ObservedState observed)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal) { service };
        while (project.Services.Values.FirstOrDefault(other => IsDependent(other, kept, observed)) is { } dependent)
            kept.Add(dependent.Name);
        return project with
        {
            Services = new NamedMap<Service>(project.Services.Where((name, _) => kept.Contains(name)).Select(item => KeyValuePair.Create(
                item.Key, item.Value with { DependsOn = item.Value.DependsOn.Where((name, _) => kept.Contains(name)) }))),
            DisabledServices = new NamedMap<Service>(
                project.DisabledServices.Concat(project.Services.Where((name, _) => !kept.Contains(name)))),
        };
    }

    private static bool IsDependent(Service other, HashSet<string> kept, ObservedState observed) =>
        !kept.Contains(other.Name) && observed.ReplicasOf(other.Name).Any()
        && other.DependsOn.Any(item => item.Value.Restart && kept.Contains(item.Key));
}
