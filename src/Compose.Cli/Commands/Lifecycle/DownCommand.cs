using Compose.Cli.CommandLine;
using Compose.Planning;
using Compose.Planning.Lifecycle;

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
            "--volumes", "-v", "Remove named volumes declared in the \"volumes\" section of the Compose file and anonymous volumes attached to containers")
            .WithAlias("--volume");
        return new CommandSpec("down", "Stop and remove containers, networks")
        {
            OperandUsage = "[SERVICES]",
            Examples =
            [
                new("Containers and networks go, data stays", "ncompose down"),
                new("Everything, with the data of the volumes and the images that were built", "ncompose down -v --rmi local"),
            ],
            Validate = call => call.Value(images) is "" or "all" or "local" ? null : $"invalid value for --rmi: {GoSyntax.Quote(call.Value(images))}",
            Run = call => new LifecycleCommand("down", Planner.Down)
            {
                Adjust = policy => policy with
                {
                    RemoveOrphans = LifecycleCommand.RemovesOrphans(call, orphans, policy),
                    StopTimeout = CommonFlags.Timeout(call, timeout),
                    Volumes = call.Value(volumes),
                    Images = call.Value(images) switch { "all" => ImageRemoval.All, "local" => ImageRemoval.Local, _ => ImageRemoval.None },
                },
                NeedsImages = call.Value(images).Length > 0,
                SkipsUnknownServices = true,
            }.RunAsync(call),
        }.With(orphans, images, timeout, volumes);
    }
}
