using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Images;

/// <summary>`load`: what `save` has written, images into the engine and files into the current folder.</summary>
internal static class LoadCommand
{
    public static CommandSpec Build() => new("load", "Load the images and files of an archive")
    {
        RefusedOnSwarm = "nodes get images from a registry: `--target engine` loads into the engine, then push them",
        OperandUsage = "ARCHIVE",
        Examples = [new("What `ncompose save -o stack.tar` has saved on another machine", "ncompose load stack.tar")],
        OperandRule = OperandRule.AtLeast(1),
        Run = call => CommandContext.With(
            call, run => StackArchive.ReadAsync(
            run, Path.GetFullPath(call.Operands[0], call.Process.CurrentDirectory), call.Process.CurrentDirectory)),
    };
}
