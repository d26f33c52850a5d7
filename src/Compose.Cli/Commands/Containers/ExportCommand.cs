using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Queries;

namespace Compose.Cli.Commands.Containers;

/// <summary>`export`: the file system of a container as a tar archive.</summary>
internal static class ExportCommand
{
    public static CommandSpec Build()
    {
        var index = Flag.Number("--index", null, "index of the container if service has multiple replicas.");
        var output = Flag.Text("--output", "-o", "Write to a file, instead of STDOUT");
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("export", "Export a service container's filesystem as a tar archive")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE",
            OperandRule = OperandRule.AtLeast(1),
            Examples = [new("Look what is in it", "ncompose export web | tar -t")],
            Run = call => CommandContext.With(call, async run =>
                await ContainerSelection.RunningAsync(run, call.Operands[0], call.Value(index), call.Value(nodeHost)) is { } container
                    ? await RunAsync(run, container, call.Value(output)) : ExitCodes.Failure),
        }.With(index, nodeHost, output);
    }

    private static async Task<int> RunAsync(CommandContext run, ContainerRow container, string output)
    {
        var path = output.Length > 0 ? Path.GetFullPath(output, run.Call.Process.CurrentDirectory) : null;
        if (path is null && run.Terminal.OutputIsTerminal)
            return run.Reporter.Fail("output option is required when exporting to terminal");
        if (path is not null && !Directory.Exists(Path.GetDirectoryName(path)))
            return run.Reporter.Fail(
                $"failed to export container: invalid output path: directory \"{Path.GetDirectoryName(path)}\" does not exist");
        if (Directory.Exists(path))
            return run.Reporter.Fail($"failed to export container: \"{output}\" is a directory");
        var activity = new Activity(run.Terminal, run.Output);
        activity.Begin(container.Name, "Exporting");
        if (!run.IsDryRun)
        {
            await using var archive = await run.Engine.ExportAsync(container.Id, run.Stop);
            if (path is null)
                await archive.CopyToAsync(run.Terminal.Output, run.Stop);
            else
                await SaveAsync(archive, path, run.Stop);
        }

        activity.End(container.Name, "Exported");
        return ExitCodes.Success;
    }

    /// <summary>Under another name until it is whole: who waits for the file never sees half of it.</summary>
    private static async Task SaveAsync(Stream archive, string path, CancellationToken stop)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(unfinished, options))
                await archive.CopyToAsync(file, stop);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
