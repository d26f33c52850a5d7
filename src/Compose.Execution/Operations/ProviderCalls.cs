using Compose.Execution.Building;
using Compose.Execution.Providers;
using Compose.Execution.Scheduling;
using Compose.Host.Processes;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

/// <summary>Runs the programs of provider services, and keeps the variables that they set.</summary>
internal sealed class ProviderCalls(ProviderPrograms programs, ProvidedVariables variables, RunnerSettings settings)
{
    public async Task<OperationResult> RunAsync(Operation.RunProvider operation, StepRun run, CancellationToken cancellationToken)
    {
        var (service, type) = (operation.Service.Name, operation.Service.Provider!.Type);
        if (programs.Find(type) is not { } program)
            return OperationResult.Failed($"the program of provider \"{type}\" was not found");
        try
        {
            await using var child = ChildProcess.Start(await programs.CallAsync(program, operation, cancellationToken));
            await using var ending = cancellationToken.Register(child.Kill);
            child.Input.Close();
            var error = new OutputTail(_ => { });
            var call = new ProviderCall(child, text => run.Progress(text), text => settings.Debug?.Invoke($"{service}: {text}"));
            var (reading, listening) = (call.ReadAsync(cancellationToken), ChildOutput.CopyAsync(child.Error, error, cancellationToken));
            await Task.WhenAll(reading, listening);
            var code = await child.WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (code == ChildOutput.Interrupted)
                return OperationResult.GivenUp;
            if (await reading is { } problem)
                return Failed(problem, error);
            if (code != 0)
                return Failed($"failed to {Action(operation.Verb)} service provider: exit status {code}", error);
            variables.Set(service, call.Variables);
            return OperationResult.Done;
        }
        catch (IOException refused)
        {
            // It is there and cannot be run.
            return OperationResult.Failed(refused.Message);
        }
    }

    private static string Action(ProviderVerb verb) => verb switch
    {
        ProviderVerb.Up => "create",
        ProviderVerb.Down => "remove",
        _ => "stop",
    };

    private static OperationResult Failed(string problem, OutputTail error) =>
        OperationResult.Failed(problem, error.IsEmpty ? [] : [.. error.ToString().Split('\n')]);
}
