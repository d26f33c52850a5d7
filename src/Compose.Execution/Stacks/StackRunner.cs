using System.Collections.Concurrent;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Building;
using Compose.Execution.Scheduling;
using Compose.Execution.Swarm;
using Compose.Planning.Operations;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>Carries out the steps of a plan for a swarm.</summary>
internal sealed class StackRunner(EngineClient engine, ServiceConvergence convergence, RunnerSettings settings, StackOptions options)
    : IOperationRunner
{
    /// <summary>A swarm that elects another leader under load takes no request for half a minute.</summary>
    private static readonly TimeSpan LongestElection = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Ids of configs and secrets that this run has created, by name.</summary>
    private readonly ConcurrentDictionary<string, string> _configs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    /// <summary>Services that this run has changed, by name: what is waited for.</summary>
    private readonly ConcurrentDictionary<string, AwaitedService> _changed = new(StringComparer.Ordinal);

    private readonly ServiceUpdates _updates = new(engine);
    private readonly StackRemoval _removal = new(engine, settings.Clock, options.Patience);

    public async Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var began = settings.Clock.GetUtcNow();
        while (true)
        {
            try
            {
                return await DispatchAsync(run, cancellationToken);
            }
            catch (EngineError error) when (HasNoLeader(error) && settings.Clock.GetUtcNow() - began < LongestElection)
            {
                run.Progress("waits until the swarm has a leader again");
                await Task.Delay(Rest, settings.Clock, cancellationToken);
            }
            catch (EngineError error)
            {
                // The engine said no: that is this step's result, not a bug.
                return OperationResult.Failed(error.Sentence);
            }
        }
    }

    /// <summary>A manager says so before it has done anything.</summary>
    private static bool HasNoLeader(EngineError error) => error.Message.Contains("does not have a leader", StringComparison.Ordinal);

    private Task<OperationResult> DispatchAsync(StepRun run, CancellationToken cancellationToken) => run.Operation switch
    {
        Operation.CreateStackNetwork o => DoneAsync(engine.CreateNetworkAsync(o.Request, CancellationToken.None)),
        Operation.CreateConfig o => CreateAsync(o),
        Operation.RelabelConfig o => DoneAsync(engine.UpdateConfigAsync(o.Id, o.Version, o.Spec, CancellationToken.None)),
        Operation.RelabelSecret o => DoneAsync(engine.UpdateSecretAsync(o.Id, o.Version, o.Spec, CancellationToken.None)),
        Operation.RecordRelease o => DoneAsync(engine.CreateConfigAsync(o.Spec, CancellationToken.None)),
        Operation.CreateSecret o => CreateAsync(o),
        Operation.CreateService o => CreateAsync(o),
        Operation.UpdateService o => UpdateAsync(o),
        Operation.RevertService o => RevertAsync(o),
        Operation.AwaitService o => AwaitAsync(o, run, cancellationToken),
        Operation.RemoveService o => StackRemoval.GoneAsync(engine.RemoveServiceAsync(o.Id, CancellationToken.None)),
        Operation.RemoveConfig o => StackRemoval.UnusedAsync(engine.RemoveConfigAsync(o.Id, CancellationToken.None)),
        Operation.RemoveSecret o => StackRemoval.UnusedAsync(engine.RemoveSecretAsync(o.Id, CancellationToken.None)),
        Operation.RemoveStackNetwork o => _removal.RemoveNetworkAsync(o.Id, cancellationToken),
        Operation.AwaitTasksGone o => _removal.AwaitTasksGoneAsync(o, run, cancellationToken),
        Operation.Settle => Task.FromResult(OperationResult.Done),
        _ => throw new InvalidOperationException($"no call for {run.Operation}"),
    };

    private static async Task<OperationResult> DoneAsync(Task call)
    {
        await call;
        return OperationResult.Done;
    }

    private async Task<OperationResult> CreateAsync(Operation.CreateConfig create)
    {
        _configs[create.Spec.Name!] = await engine.CreateConfigAsync(create.Spec, CancellationToken.None);
        return OperationResult.Done;
    }

    private async Task<OperationResult> CreateAsync(Operation.CreateSecret create)
    {
        _secrets[create.Spec.Name!] = await engine.CreateSecretAsync(create.Spec, CancellationToken.None);
        return OperationResult.Done;
    }

    private async Task<OperationResult> CreateAsync(Operation.CreateService create)
    {
        Complete(create.Spec);
        var made = await engine.CreateServiceAsync(create.Spec, await CredentialAsync(create.Spec), CancellationToken.None);
        _changed[create.Name] = new AwaitedService(made.ID!, create.Name);
        return OperationResult.Done;
    }

    private async Task<OperationResult> UpdateAsync(Operation.UpdateService update)
    {
        Complete(update.Spec);
        var (result, since) = await _updates.UpdateAsync(update, await CredentialAsync(update.Spec));
        _changed[update.Name] = new AwaitedService(update.Id, update.Name, since);
        return result;
    }

    private async Task<OperationResult> RevertAsync(Operation.RevertService revert)
    {
        var since = await _updates.RevertAsync(revert);
        _changed[revert.Name] = new AwaitedService(revert.Id, revert.Name, since, IsRollback: true);
        return OperationResult.Done;
    }

    private async Task<OperationResult> AwaitAsync(Operation.AwaitService wait, StepRun run, CancellationToken cancellationToken)
    {
        if (wait.Id is { } id)
            _changed.TryAdd(wait.Name, new AwaitedService(id, wait.Name));
        if (!_changed.TryGetValue(wait.Name, out var service))
            return OperationResult.Done;
        var outcome = await convergence.UntilAsync(service, text => run.Progress(text), cancellationToken);
        return outcome.Succeeded || (wait.IsRestored && outcome.End == ServiceEnd.RolledBack)
            ? OperationResult.Done
            : OperationResult.Failed(outcome.Text, outcome.Details);
    }

    private async Task<RegistryCredential?> CredentialAsync(ServiceSpec spec) =>
        options.SendsCredentials && settings.Credential is { } find && spec.TaskTemplate?.ContainerSpec?.Image is { } image
            ? await find(image, CancellationToken.None)
            : null;

    /// <summary>References to what was created in this run have no id yet.</summary>
    private void Complete(ServiceSpec spec)
    {
        foreach (var config in spec.TaskTemplate?.ContainerSpec?.Configs ?? [])
            if (config.ConfigID.Length == 0)
                config.ConfigID = _configs[config.ConfigName];
        foreach (var secret in spec.TaskTemplate?.ContainerSpec?.Secrets ?? [])
            if (secret.SecretID.Length == 0)
                secret.SecretID = _secrets[secret.SecretName];
        CredentialConfig.Complete(spec);
    }
}
