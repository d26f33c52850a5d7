using System.Collections.Immutable;
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
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;

namespace Compose.Execution;

/// <summary>Stacks on the swarm that the engine manages.</summary>
public sealed partial class EngineSession
{
    /// <summary>Everything that the files of a stack can refer to. With <paramref name="others"/> also what belongs to no stack or to another one.</summary>
    public async Task<ObservedStack> ObserveStackAsync(string stack, bool others, CancellationToken cancellationToken)
    {
        var read = await SwarmReader.ReadAsync(engine, stack, others, cancellationToken);
        return new ObservedStack(stack)
        {
            AllServices = [.. read.Services],
            AllNetworks = [.. read.Networks],
            AllConfigs = [.. read.Configs],
            AllSecrets = [.. read.Secrets],
            Nodes = [.. read.Nodes],
        };
    }

    /// <summary>Contents and digests that a plan needs, and what cannot be had.</summary>
    public async Task<(StackInputs Inputs, ImmutableArray<Diagnostic> Problems)> StackInputsAsync(
        ComposeProject project, ObservedStack observed, ResolvePolicy policy, RunnerSettings settings, CancellationToken cancellationToken)
    {
        var configs = StackContentReading.Of(project.Configs, "config");
        var secrets = StackContentReading.Of(project.Secrets, "secret");
        var images = await new ImageResolution(engine, settings).ResolveAsync(ImageBinding.Unknown(project, observed, policy), cancellationToken);
        var inputs = new StackInputs
        {
            Configs = configs.Contents,
            Secrets = secrets.Contents,
            Images = images.Images,
            Redaction = new Redaction(ContentDigests.Of(project).SecretTexts),
        };
        return (inputs, [.. configs.Problems, .. secrets.Problems, .. images.Warnings]);
    }

    public async Task<PlanOutcome> RunStackAsync(
        Plan plan, string stack, RunnerSettings settings, StackOptions stackOptions, ExecutionOptions options, Action<ProgressEvent> report, CancellationToken stop,
        CancellationToken kill)
    {
        await using var convergence = new ServiceConvergence(engine, stack, stackOptions.Patience, settings.Clock);
        var runner = new StackRunner(engine, convergence, settings, stackOptions);
        return await PlanExecutor.RunAsync(plan, runner, options, report, stop, kill);
    }
}
