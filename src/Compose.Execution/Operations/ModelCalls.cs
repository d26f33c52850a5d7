using Compose.Execution.LanguageModels;
using Compose.Execution.Scheduling;
using Compose.Host.Processes;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

/// <summary>Pulls and configures models with `docker model`.</summary>
internal sealed class ModelCalls(ModelRunner runner)
{
    public Task<OperationResult> PullAsync(Operation.PullModel operation, StepRun run, CancellationToken cancellationToken) =>
        RunAsync(
            runner.Pull(operation.Project, operation.Model), $"model {operation.Model.Model} cannot be pulled", run, cancellationToken);

    public async Task<OperationResult> ConfigureAsync(
        Operation.ConfigureModel operation, StepRun run, CancellationToken cancellationToken) =>
        await RunAsync(await runner.ConfigureAsync(operation.Project, operation.Model, cancellationToken),
            $"model {operation.Model.Model} cannot be configured", run, cancellationToken);

    private static async Task<OperationResult> RunAsync(ChildStart start, string failure, StepRun run, CancellationToken cancellationToken)
    {
        try
        {
            var (code, tail) = await ChildOutput.RunAsync(start, line => run.Progress(line), cancellationToken);
            return code == 0 ? OperationResult.Done
                : code == ChildOutput.Interrupted ? OperationResult.GivenUp
                : OperationResult.Failed(
                $"{failure}: exit status {code}", [.. tail.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        }
        catch (IOException refused)
        {
            // It is there and cannot be run.
            return OperationResult.Failed(refused.Message);
        }
    }
}
