using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Building;
using Compose.Execution.Scheduling;
using Compose.Execution.Transfers;
using Compose.Planning.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Operations;

/// <summary>Pulls, pushes and removes. A transfer that failed for a reason that passes is tried again.</summary>
internal sealed class ImageCalls(EngineClient engine, RunnerSettings settings)
{
    private readonly RegistryGates _gates = new(settings.Transfers);

    public async Task<OperationResult> PullAsync(Operation.PullImage operation, StepRun run, CancellationToken cancellationToken)
    {
        var source = operation.Pin is { } pin ? ImageName.AtDigest(operation.Reference, pin) : operation.Reference;
        var platform = operation.Platform is { Length: > 0 } own ? own : settings.DefaultPlatform;
        try
        {
            // A name can be given without a registry, to content that is there under another.
            if (operation.Pin is null || platform is not null || !await IsThereAsync(source, cancellationToken))
                await TransferAsync(
                    source, run, "Pulling", credential => engine.PullImageAsync(source, platform, credential, cancellationToken),
                    cancellationToken);
            if (operation.Pin is not null || (operation.HasWindow && !ImageName.HasDigest(operation.Reference)))
            {
                var (repository, tag) = ImageName.Split(operation.Reference);
                await engine.TagImageAsync(source, repository, tag, cancellationToken);
            }

            return OperationResult.Done;
        }
        catch (EngineError error) when (operation.Tolerated)
        {
            // Some service can build it, there is an older one on the engine, or the user said to go on.
            return OperationResult.Warned(error.Message);
        }
        catch (EngineError error)
        {
            // The registry said no: one failed step, with what helps.
            return OperationResult.Failed(error.Sentence, [.. TransferFailures.Advice(source, error)]);
        }
    }

    public async Task<OperationResult> PushAsync(Operation.PushImage operation, StepRun run, CancellationToken cancellationToken)
    {
        try
        {
            await TransferAsync(
                operation.Reference, run, "Pushing",
                credential => engine.PushImageAsync(operation.Reference, credential, cancellationToken), cancellationToken);
            return OperationResult.Done;
        }
        catch (EngineError error) when (operation.Tolerated)
        {
            // --ignore-push-failures
            return OperationResult.Warned(error.Message);
        }
        catch (EngineError error)
        {
            // As for a pull.
            return OperationResult.Failed(error.Sentence, [.. TransferFailures.Advice(operation.Reference, error)]);
        }
    }

    public async Task<OperationResult> RemoveAsync(Operation.RemoveImage operation)
    {
        try
        {
            await engine.RemoveImageAsync(operation.Reference);
            return OperationResult.Done;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Gone already.
            return OperationResult.Done;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.Conflict)
        {
            // Another project's container uses it.
            return OperationResult.Warned("Resource is still in use");
        }
    }

    private async Task<bool> IsThereAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            await engine.InspectImageAsync(reference, cancellationToken: cancellationToken);
            return true;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // That is the answer.
            return false;
        }
    }

    private async Task TransferAsync(
        string reference, StepRun run, string doing, Func<RegistryCredential?, IAsyncEnumerable<JSONMessage>> transfer,
        CancellationToken cancellationToken)
    {
        var credential = settings.Credential is { } find ? await find(reference, cancellationToken) : null;
        using var place = await _gates.EnterAsync(reference, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var layers = new LayerProgress(run, doing, settings.Clock);
                await foreach (var message in transfer(credential))
                    layers.Tell(message);
                return;
            }
            catch (EngineError error) when (TransferFailures.RetryAfter(error, attempt) is { } pause)
            {
                // It may pass: the registry is busy, or the connection broke. What has arrived is not asked for again.
                run.Progress($"{doing} again in {pause.TotalSeconds:0.#}s: {error.Message}");
                await Task.Delay(pause, settings.Clock, cancellationToken);
            }
        }
    }
}
