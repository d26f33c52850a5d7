using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Adopting;

/// <summary>`alpha generate`: what `adopt` writes, printed, with the flags of Docker Compose.</summary>
internal static class GenerateCommand
{
    public const string Description = "EXPERIMENTAL - Generate a Compose file from existing containers";

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [yaml | json]", "yaml");
        var name = Flag.Text("--name", null, "Project name to set in the Compose file");
        var directory = Flag.Text("--project-dir", null, "Directory to use for the project");
        return new CommandSpec("generate", Description)
        {
            OperandUsage = "[CONTAINER...]",
            OperandRule = OperandRule.AtLeast(1),
            RefusedOnSwarm = "`docker service inspect` shows what a service of a swarm was created with",
            Validate = call => AdoptRun.Format(call.Value(format)),
            Run = call => CommandContext.WithoutProject(call, run => new AdoptRun(run)
            {
                Output = AdoptRun.Print,
                Json = call.Value(format) == "json",
                Project = call.Value(name) is { Length: > 0 } given ? given : run.Location.ProjectName,
                Directory = Path.GetFullPath(call.Value(directory), call.Process.CurrentDirectory),
            }.RunAsync([.. call.Operands])),
        }.With(format, name, directory);
    }
}
