using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Planning;
using Compose.Planning.Lifecycle;
using Compose.Planning.Operations;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`down`: removes the containers and networks of the project, and more when flags ask for it.</summary>
internal static class DownCommand
{
    public static CommandSpec Build()
    {
        var orphans = CommonFlags.RemoveOrphans();
        var images = Flag.Text(
            "--rmi", null, "Remove images used by services. \"local\" remove only images that don't have a custom tag (\"local\"|\"all\")");
        var timeout = LifecycleCommand.StopTimeout();
        var volumes = Flag.Switch(
            "--volumes", "-v",
            "Remove named volumes declared in the \"volumes\" section of the Compose file and anonymous volumes attached to containers")
            .WithAlias("--volume");
        return new CommandSpec("down", "Stop and remove containers, networks")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICES]",
            Examples =
            [
                new("Containers and networks go, data stays", "ncompose down"),
                new("Everything, with the data of the volumes and the images that were built", "ncompose down -v --rmi local"),
            ],
            Validate = call => call.Value(images) is "" or "all" or "local" ? null
                : $"invalid value for --rmi: {GoSyntax.Quote(call.Value(images))}",
            Run = call => new LifecycleCommand("down", Planner.Down)
            {
                RunsPrograms = true,
                Provides = ProviderVerb.Down,
                Adjust = policy => policy with
                {
                    RemoveOrphans = LifecycleCommand.RemovesOrphans(call, orphans, policy),
                    StopTimeout = CommonFlags.Timeout(call, timeout),
                    Volumes = call.Value(volumes),
                    Images = call.Value(images) switch { "all" => ImageRemoval.All, "local" => ImageRemoval.Local, _ => ImageRemoval.None },
                },
                NeedsImages = call.Value(images).Length > 0,
                SkipsUnknownServices = true,
                OnSwarm = (run, stack, services) => OnSwarm(
                    run, stack, services, call.IsGiven(images) || call.Value(volumes), CommonFlags.Timeout(call, timeout)),
            }.RunAsync(call),
        }.With(orphans, images, timeout, volumes);
    }

    /// <summary>Volumes and images are on the nodes, where only they can remove them.</summary>
    private static Task<int> OnSwarm(
        CommandContext run, string stack, IReadOnlyList<string> services, bool removesOnNodes, TimeSpan? patience)
    {
        if (removesOnNodes)
            return Task.FromResult(run.Reporter.Fail(
                "--rmi and --volumes are not supported with the target swarm",
                "`docker volume rm` and `docker image rm` at a node remove what it has"));
        return services.Count > 0
            ? SwarmServices.RunAsync(run, stack, "down", services, SwarmPlanner.Remove, patience)
            : SwarmDown.RunAsync(run, stack, wait: true, patience);
    }
}
