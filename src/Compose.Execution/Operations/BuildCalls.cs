using Compose.Engine;
using Compose.Execution.Building;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

/// <summary>Builds images: with buildx all of a run at once, with the engine's own builder one for each step.</summary>
internal sealed class BuildCalls(EngineClient engine, RunnerSettings settings)
{
    private readonly BakeRun? _bake = settings.Build is { Buildx: not null } order ? new BakeRun(order, settings) : null;

    public Task<OperationResult> BuildAsync(Operation.BuildImage operation, StepRun run, CancellationToken cancellationToken)
    {
        if (settings.Build is not { } order)
            throw new InvalidOperationException($"a run that is to build {operation.Reference} was not told how");
        return _bake is not null ? _bake.BuildAsync(operation.Service, run, cancellationToken)
            : new ClassicBuild(engine, settings, order, order.Find(operation.Service)).RunAsync(run, cancellationToken);
    }
}
