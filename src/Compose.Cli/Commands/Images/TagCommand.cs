using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Images;

/// <summary>`tag`: another name for the image of a service.</summary>
internal static class TagCommand
{
    public static CommandSpec Build() => new("tag", "Give the image of a service another name")
    {
        RequiresValidProjectName = true,
        RefusedOnSwarm = "images are on the nodes: build and push it under its other name, and name it in the file",
        OperandUsage = "SERVICE REFERENCE",
        OperandRule = new OperandRule(2, 2),
        Examples = [new("A name for another registry", "ncompose tag web registry.example.com/web:1.0")],
        Run = call => CommandContext.With(call, run => RunAsync(run, call.Operands[0], call.Operands[1])),
    };

    private static async Task<int> RunAsync(CommandContext run, string name, string reference)
    {
        if (reference.Contains('@'))
            return run.Reporter.Fail($"\"{reference}\" names a digest", "a tag is a name without a digest: registry.example.com/web:1.0");
        if (run.LoadWithJobs([name], withDependencies: false) is not { } project)
            return ExitCodes.Failure;
        var service = project.Services[name];
        if (service.Provider is not null)
            return run.Reporter.Fail($"service \"{name}\" has no image: a provider provides it");
        var image = ImageReference.Of(project, service);
        if (!(await run.Engine.ImagesAsync(project, run.Stop)).Contains(image))
            return run.Reporter.Fail(
                $"No such image: {image}",
                service.Build is null ? $"pull it first: ncompose pull {name}" : $"build it first: ncompose build {name}");
        var activity = new Activity(run.Terminal, run.Output);
        activity.Begin(image, "Tagging");
        if (!run.IsDryRun)
            await run.Engine.TagAsync(image, reference, run.Stop);
        activity.End(image, $"Tagged as {reference}");
        return ExitCodes.Success;
    }
}
