using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Pinning;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Images;

/// <summary>`rmi`: removes the images of the project that no container uses, and names the containers that use the others.</summary>
internal static class RemoveImagesCommand
{
    public static CommandSpec Build() => new("rmi", "Remove the images of services that no container uses")
    {
        RequiresValidProjectName = true,
        RefusedOnSwarm = "images are on the nodes: `docker image prune` at a node removes those that it does not use",
        OperandUsage = "[SERVICE...]",
        Examples = [new("What builds and pulls have left", "ncompose rmi"), new("The image of one service", "ncompose rmi web")],
        Run = call => CommandContext.With(call, run => RunAsync(run, call.Operands)),
    };

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services)
    {
        if (run.LoadWithJobs(services, withDependencies: false) is not { } project)
            return ExitCodes.Failure;
        await run.Locks.TakeAsync(project.Name);
        var images = await run.Engine.ImagesAsync(project, run.Stop);
        var users = (await run.Engine.ImageUsersAsync(run.Stop)).ToLookup(user => user.ImageId, StringComparer.Ordinal);
        var wanted = project.Services.Values.Where(service => service.Provider is null)
            .SelectMany(service => Names(project, service)).Distinct(StringComparer.Ordinal)
            .Where(images.Contains).Select(name => images[name]).ToList();
        var unused = wanted.Where(image => !users.Contains(image.Id)).ToList();
        foreach (var image in wanted.Except(unused))
            run.Reporter.Warn(
                $"image {image.Reference} is not removed: {string.Join(", ", users[image.Id].Select(Text))} use{(users[image.Id].Count() == 1 ? "s" : "")} it");
        var outcome = await run.Plans.RunAsync("rmi", project.Name, Planner.RemoveImages(unused.Select(image => image.Reference)));
        return outcome == ExitCodes.Success && services.Count > 0 && unused.Count < wanted.Count ? ExitCodes.Failure : outcome;
    }

    private static IEnumerable<string> Names(ComposeProject project, Service service) =>
        LockFile.Images(service).Append(ImageReference.Of(project, service));

    private static string Text(ImageUser user) =>
        user.Project is { } project ? $"container {user.Container} of project \"{project}\"" : $"container {user.Container}";
}
