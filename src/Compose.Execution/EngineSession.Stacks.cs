using System.Collections.Immutable;
using Compose.Engine.Errors;
using Compose.Engine.Swarm;
using Compose.Execution.Building;
using Compose.Execution.Observing;
using Compose.Execution.Scheduling;
using Compose.Execution.Stacks;
using Compose.Execution.Swarm;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using Docker.DotNet.Models;

namespace Compose.Execution;

/// <summary>Stacks on the swarm that the engine manages.</summary>
public sealed partial class EngineSession
{
    /// <summary>
    /// Everything that the files of a stack can refer to. With <paramref name="others"/> also what belongs to no stack or to another one.
    /// </summary>
    public async Task<ObservedStack> ObserveStackAsync(string stack, bool others, CancellationToken cancellationToken)
    {
        var read = await SwarmReader.ReadAsync(engine, stack, others, tasks: false, cancellationToken);
        var observed = Observed(stack, read);
        return observed with { AllNetworks = [.. observed.AllNetworks, .. await UnlistedNetworksAsync(observed, cancellationToken)] };
    }

    /// <summary>A swarm does not list its networks `host` and `none`, whose ids services that join them have.</summary>
    private async Task<IReadOnlyList<NetworkResponse>> UnlistedNetworksAsync(ObservedStack observed, CancellationToken cancellationToken)
    {
        var listed = observed.AllNetworks.Select(network => network.ID).ToHashSet(StringComparer.Ordinal);
        var found = new List<NetworkResponse>();
        foreach (var id in observed.Services.SelectMany(service => service.Spec?.TaskTemplate?.Networks ?? [])
            .Select(network => network.Target!).Distinct())
        {
            try
            {
                if (!listed.Contains(id))
                    found.Add(await engine.InspectNetworkAsync(id, cancellationToken));
            }
            catch (EngineError gone) when (gone.Kind == EngineErrorKind.NotFound)
            {
                // The plan sees a network that is no longer there.
            }
        }

        return found;
    }

    /// <summary>The plan of `rebalance`.</summary>
    public async Task<Plan> RebalancingAsync(string stack, ImmutableArray<string> services, CancellationToken cancellationToken)
    {
        var read = await SwarmReader.ReadAsync(engine, stack, cancellationToken: cancellationToken);
        return SwarmPlanner.Rebalance(Observed(stack, read), read.Tasks, services);
    }

    private static ObservedStack Observed(string stack, StackContents read) => new(stack)
    {
        AllServices = [.. read.Services],
        AllNetworks = [.. read.Networks],
        AllConfigs = [.. read.Configs],
        AllSecrets = [.. read.Secrets],
        Nodes = [.. read.Nodes],
    };

    /// <summary>
    /// Contents and digests that a plan needs, and what cannot be had. <paramref name="built"/>: images were built just now, so their
    /// digests are new.
    /// <paramref name="pins"/>: digests of a lock file, for which no registry is asked.
    /// </summary>
    public async Task<(StackInputs Inputs, ImmutableArray<Diagnostic> Problems)> StackInputsAsync(
        ComposeProject project, ObservedStack observed, ResolvePolicy policy, RunnerSettings settings, CancellationToken cancellationToken,
        bool built = false, NamedMap<string>? pins = null)
    {
        var configs = StackContentReading.Of(project.Configs, "config");
        var secrets = StackContentReading.Of(project.Secrets, "secret");
        var images = await new ImageResolution(engine, settings).ResolveAsync(
            ImageBinding.Unknown(project, observed, policy, built, pins ?? NamedMap<string>.Empty), cancellationToken);
        var inputs = new StackInputs
        {
            Configs = configs.Contents,
            Secrets = secrets.Contents,
            Images = images.Images,
            Pins = pins ?? NamedMap<string>.Empty,
            Redaction = new Redaction(ContentDigests.Of(project).SecretTexts),
        };
        var local = ImageBinding.Local(project, observed, [.. images.Unknown.Keys]);
        return (inputs, [.. configs.Problems, .. secrets.Problems, .. local.IsEmpty ? images.Unknown.Values : [], .. local]);
    }

    /// <summary>Waits until no other run changes the stack.</summary>
    public Task<StackLock> LockStackAsync(
        string stack, StackLockOwner owner, Action<string> say, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        StackLock.TakeAsync(engine, stack, owner, say, clock ?? TimeProvider.System, cancellationToken);

    public async Task<PlanOutcome> RunStackAsync(
        Plan plan, string stack, RunnerSettings settings, StackOptions stackOptions, ExecutionOptions options, Action<ProgressEvent> report,
        CancellationToken stop,
        CancellationToken kill)
    {
        await using var convergence = new ServiceConvergence(engine, stack, stackOptions.Patience, settings.Clock);
        var runner = new StackRunner(engine, convergence, settings, stackOptions);
        return await PlanExecutor.RunAsync(plan, runner, options, report, stop, kill);
    }
}
