using Compose.Engine;
using Compose.Planning;

namespace Compose.Execution.Running;

internal sealed class ImageCalls(EngineClient engine, RunnerSettings settings)
{
    public async Task<OperationResult> PullAsync(Operation.PullImage operation, StepRun run, CancellationToken cancellation)
    {
        try
        {
            var credential = settings.Credential is { } find ? await find(operation.Reference, cancellation) : null;
            var layers = new LayerProgress();
            await foreach (var message in engine.PullImageAsync(operation.Reference, operation.Platform, credential, cancellation))
                if (layers.Add(message))
                    run.Progress("Pulling", layers.Current, layers.Total);
            return OperationResult.Done;
        }
        catch (EngineError error) when (operation.Tolerated)
        {
            // Some service can build it, or there is an older one on the engine.
            return OperationResult.Warned(error.Message);
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
}
