using Compose.Cli.Commands.Images;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Building;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Planning;

namespace Compose.Cli.Commands.Up;

/// <summary>`up --build` on a swarm: images are built by this engine and pushed, because nodes get them from a registry.</summary>
internal static class SwarmBuild
{
    public static async Task<int> RunAsync(CommandContext run, ComposeProject project, bool quiet)
    {
        var services = project.Services.Values.Where(service => service.Build is not null).Select(service => service.Name).ToList();
        if (services.Count == 0)
            return ExitCodes.Success;
        var order = await BuildOrders.ForAsync(
            new CommandConvergence(run), project, new BuildFlags { Push = true }, services, singlePlatform: false);
        if (!BuildOrders.IsPossible(new CommandConvergence(run), order))
            return ExitCodes.Failure;
        var isClassic = order.Buildx is null;
        var plan = Planner.Build(project, services, withDependencies: false, order: isClassic, push: isClassic);
        return await BuildCommand.ExecuteAsync(run, order, plan, quiet);
    }
}
