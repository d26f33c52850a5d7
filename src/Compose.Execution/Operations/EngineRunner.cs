using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Execution.Building;
using Compose.Execution.LanguageModels;
using Compose.Execution.Providers;
using Compose.Execution.Requests;
using Compose.Execution.Scheduling;
using Compose.Execution.Waiting;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

/// <summary>
/// Carries out steps on the engine. It decides nothing: every operation says what it wants, and finding it so already is done.
/// One small class per kind of thing does the calls.
/// </summary>
internal sealed class EngineRunner(
    EngineClient engine, ContainerWatch watch, RunnerSettings settings, ProviderPrograms programs, ProvidedVariables variables,
    ModelRunner models)
    : IOperationRunner
{
    private readonly NetworkCalls _networks = new(engine);
    private readonly VolumeCalls _volumes = new(engine);
    private readonly ContainerCalls _containers = new(engine, settings, variables);
    private readonly HookCalls _hooks = new(engine, settings, variables);
    private readonly ProviderCalls _providers = new(programs, variables, settings);
    private readonly ModelCalls _models = new(models);
    private readonly ImageCalls _images = new(engine, settings);
    private readonly BuildCalls _builds = new(engine, settings);
    private readonly ConditionWait _waits = new(engine, watch, settings.Clock);

    public async Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await DispatchAsync(run, cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound && run.Step.Compensation is not null)
        {
            // A rollback reports what it finds.
            return OperationResult.Failed($"{run.Operation.Resource} cannot be restored: it no longer exists");
        }
        catch (EngineError error)
        {
            // The engine said no: that is this step's result, not a bug.
            return OperationResult.Failed(error.Sentence);
        }
        catch (ModelFailure failure)
        {
            // `docker model` does not answer: the user's to mend.
            return OperationResult.Failed(failure.Sentence);
        }
        catch (RequestProblem problem)
        {
            // A file that the request needs cannot be read: the user's to mend.
            return OperationResult.Failed(problem.Message);
        }
    }

    private Task<OperationResult> DispatchAsync(StepRun run, CancellationToken cancellationToken) => run.Operation switch
    {
        Operation.CreateNetwork o => _networks.CreateAsync(o),
        Operation.RemoveNetwork o => _networks.RemoveAsync(o),
        Operation.ConnectNetwork o => _networks.ConnectAsync(o, run),
        Operation.DisconnectNetwork o => _networks.DisconnectAsync(o, run),
        Operation.CreateVolume o => _volumes.CreateAsync(o),
        Operation.RemoveVolume o => _volumes.RemoveAsync(o),
        Operation.CreateContainer o => _containers.CreateAsync(o, run),
        Operation.InjectFiles o => _containers.InjectAsync(o, run),
        Operation.StartContainer o => _containers.StartAsync(o, run),
        Operation.StopContainer o => _containers.StopAsync(o, run, cancellationToken),
        Operation.KillContainer o => _containers.KillAsync(o, run),
        Operation.RestartContainer o => _containers.RestartAsync(o, run, cancellationToken),
        Operation.PauseContainer o => _containers.PauseAsync(o, run),
        Operation.UnpauseContainer o => _containers.UnpauseAsync(o, run),
        Operation.RemoveContainer o => _containers.RemoveAsync(o, run),
        Operation.RenameContainer o => _containers.RenameAsync(o, run),
        Operation.RunHook o => _hooks.RunAsync(o, run, cancellationToken),
        Operation.RunPreStart o => _hooks.RunAsync(o, run, cancellationToken),
        Operation.AwaitCondition o => _waits.WaitAsync(o, run, cancellationToken),
        Operation.PullImage o => _images.PullAsync(o, run, cancellationToken),
        Operation.RemoveImage o => _images.RemoveAsync(o),
        Operation.PushImage o => _images.PushAsync(o, run, cancellationToken),
        Operation.BuildImage o => _builds.BuildAsync(o, run, cancellationToken),
        Operation.Delay o => DelayAsync(o, cancellationToken),
        Operation.PullModel o => _models.PullAsync(o, run, cancellationToken),
        Operation.ConfigureModel o => _models.ConfigureAsync(o, run, cancellationToken),
        Operation.RunProvider o => _providers.RunAsync(o, run, cancellationToken),
        _ => throw new InvalidOperationException($"no call for {run.Operation}"),
    };

    private async Task<OperationResult> DelayAsync(Operation.Delay delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay.Time, settings.Clock, cancellationToken);
        return OperationResult.Done;
    }
}
