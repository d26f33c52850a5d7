using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Pinning;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Images;

/// <summary>
/// `save`: all images of the stack in one archive that `docker load` reads too, with --with-files also what `up` needs beside them.
/// </summary>
internal static class SaveCommand
{
    public static CommandSpec Build()
    {
        var output = Flag.Text("--output", "-o", "Write to a file");
        var files = Flag.Switch("--with-files", null, "Also the compose files, and the files and folders of the project that they name");
        return new CommandSpec("save", "Save the images of the project in an archive")
        {
            RefusedOnSwarm = "nodes get images from a registry; `--target engine` saves the images that the engine itself has",
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("For a machine without a registry", "ncompose save -o stack.tar --with-files")],
            Run = call => CommandContext.With(call, run => RunAsync(run, call)),
        }.With(output, files);

        async Task<int> RunAsync(CommandContext run, Invocation call)
        {
            if (call.Value(output).Length == 0 && call.Terminal.OutputIsTerminal)
                return run.Reporter.Fail("cowardly refusing to save to a terminal", "use -o, or redirect standard output");
            if (run.Load(request => request with { Services = [.. call.Operands], WithJobs = true }) is not { } project)
                return ExitCodes.Failure;
            var facts = await run.Engine.ImagesAsync(project, run.Stop);
            var names = project.Services.Values.Where(service => service.Provider is null)
                .SelectMany(service => LockFile.Images(service).Append(ImageReference.Of(project, service)))
                .Distinct(StringComparer.Ordinal).ToList();
            if (names.Find(name => !facts.Contains(name)) is { } missing)
                return run.Reporter.Fail($"No such image: {missing}", "pull or build it first: ncompose pull, ncompose build");
            if (names.Count == 0)
                return run.Reporter.Fail("no service selected");
            var beside = call.Value(files) ? StackFiles.Of(run, project) : [];
            if (run.IsDryRun)
            {
                foreach (var item in names.Select(name => "Image " + name).Concat(beside.Select(file => "File " + file.Name)))
                    run.Inform($"DRY-RUN MODE -  {item} Saving");
                return ExitCodes.Success;
            }

            return await StackArchive.WriteAsync(
                run, call.Value(output) is { Length: > 0 } file ? Path.GetFullPath(file, call.Process.CurrentDirectory) : null,
                names, beside);
        }
    }
}
