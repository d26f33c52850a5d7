using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Execution.Scheduling;
using Compose.Planning.Naming;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

internal sealed class VolumeCalls(EngineClient engine)
{
    /// <summary>The engine answers with the old volume when the name is taken: only its labels tell.</summary>
    public async Task<OperationResult> CreateAsync(Operation.CreateVolume operation)
    {
        var made = await engine.CreateVolumeAsync(VolumeRequest.Create(operation.Volume));
        var owner = made.Labels.GetValueOrDefault(LabelNames.Project);
        return owner == operation.Volume.Labels[LabelNames.Project]
            ? OperationResult.Done
            : OperationResult.Warned(owner is null
                ? $"volume \"{made.Name}\" already exists but was not created by Docker Compose. Use `external: true` to use an existing volume"
                : $"volume \"{made.Name}\" already exists but was created for project \"{owner}\". Use `external: true` to use an existing volume");
    }

    public async Task<OperationResult> RemoveAsync(Operation.RemoveVolume operation)
    {
        try
        {
            await engine.RemoveVolumeAsync(operation.Name, force: true);
            return OperationResult.Done;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Gone already.
            return OperationResult.Done;
        }
        catch (EngineError error) when (operation.BestEffort && error.Kind == EngineErrorKind.Conflict)
        {
            // A container that is not ours uses it.
            return OperationResult.Warned("Resource is still in use");
        }
    }
}
