using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;

namespace Compose.Cli.Commands.Containers;

/// <summary>`commit`: an image of what a container has become.</summary>
internal static class CommitCommand
{
    public static CommandSpec Build()
    {
        var author = Flag.Text("--author", "-a", "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")");
        var change = Flag.List("--change", "-c", "Apply Dockerfile instruction to the created image", "list");
        var index = Flag.Number("--index", null, "index of the container if service has multiple replicas.");
        var message = Flag.Text("--message", "-m", "Commit message");
        var pause = Flag.Switch("--pause", "-p", "Pause container during commit", byDefault: true);
        return new CommandSpec("commit", "Create a new image from a service container's changes")
        {
            RefusedOnSwarm = "an image of one node cannot run on the others: build it, push it to a registry, and name it in the file",
            OperandUsage = "SERVICE [REPOSITORY[:TAG]]",
            OperandRule = new OperandRule(1, 2),
            Examples = [new("Keep what was installed by hand", "ncompose commit -m \"with curl\" web web:debug")],
            Run = call => CommandContext.With(call, async run =>
            {
                if (await ContainerSelection.RunningAsync(run, call.Operands[0], call.Value(index)) is not { } container)
                    return ExitCodes.Failure;
                var activity = new Activity(run.Terminal, run.Output);
                activity.Begin(container.Name, "Committing");
                if (run.IsDryRun)
                {
                    activity.End(container.Name, "Committed");
                    return ExitCodes.Success;
                }

                var image = await run.Engine.CommitAsync(
                    container.Id, call.Operands.ElementAtOrDefault(1) ?? "", call.Value(message), call.Value(author), call.Value(change),
                    call.Value(pause), run.Stop);
                activity.End(container.Name, $"Committed as {image}");
                return ExitCodes.Success;
            }),
        }.With(author, change, index, message, pause);
    }
}
