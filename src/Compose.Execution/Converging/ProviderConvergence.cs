using Compose.Planning;
using Compose.Planning.Operations;

namespace Compose.Execution.Converging;

/// <summary>
/// Runs providers before the rest is planned: their variables decide whether the services that depend on them are recreated.
/// </summary>
public static class ProviderConvergence
{
    /// <summary>
    /// The inputs with the variables of the providers that were run, and these; null when one failed, which has been reported.
    /// </summary>
    public static async Task<ConvergeInputs?> RunAsync(IConvergeRun run, ConvergeInputs picture, ConvergeOptions options)
    {
        if (run.IsDryRun || !picture.Project.Services.Values.Any(service => service.Provider is not null))
            return picture;
        var plan = Planner.Providers(Convergence.Desire(run, picture, options));
        if (plan.Steps.IsEmpty)
            return picture;
        if (!await run.ExecuteAsync(picture.Project.Name, plan, run.Settings, ConvergeStage.Providers))
            return null;
        var (project, warnings) = run.Engine.WithProvided(picture.Project);
        foreach (var warning in warnings)
            run.Warn(warning);
        var provided = plan.Steps.Select(step => step.Operation).OfType<Operation.RunProvider>().Select(step => step.Service.Name);
        return picture with { Project = project, Provided = [.. provided] };
    }
}
