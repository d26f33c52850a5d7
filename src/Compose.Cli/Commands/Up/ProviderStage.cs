using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Planning;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Up;

/// <summary>Runs providers before the rest is planned: what they tell decides whether the services that depend on them are recreated.</summary>
internal static class ProviderStage
{
    /// <summary>The inputs with the variables of the providers that were run, and these; null when one failed.</summary>
    public static async Task<(UpInputs? Picture, int Code)> RunAsync(CommandContext run, UpInputs picture, UpOptions options)
    {
        if (run.IsDryRun || !picture.Project.Services.Values.Any(service => service.Provider is not null))
            return (picture, ExitCodes.Success);
        var plan = Planner.Providers(UpPlanning.Desire(run, picture, options));
        if (plan.Steps.IsEmpty)
            return (picture, ExitCodes.Success);
        var code = await run.Plans.RunAsync(options.Verb, picture.Project.Name, plan);
        if (code != ExitCodes.Success)
            return (null, code);
        var (project, warnings) = run.Engine.WithProvided(picture.Project);
        foreach (var warning in warnings)
            run.Reporter.Warn(warning);
        var provided = plan.Steps.Select(step => step.Operation).OfType<Operation.RunProvider>().Select(step => step.Service.Name);
        return (picture with { Project = project, Provided = [.. provided] }, code);
    }
}
