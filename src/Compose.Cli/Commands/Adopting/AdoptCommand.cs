using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Adopting;

/// <summary>`adopt`: from containers to a compose file that keeps what they have.</summary>
internal static class AdoptCommand
{
    public const string Description = "Write a compose file from containers, however they were created";
    private const string DefaultFile = "compose.yaml";

    public static CommandSpec Build()
    {
        var output = Flag.Text("--output", "-o", "The file to write; - prints it, without the values of secrets", DefaultFile, "file");
        var force = Flag.Switch("--force", null, "Overwrite files");
        var format = Flag.Text("--format", null, "Format the output. Values: [yaml | json]", "yaml");
        return new CommandSpec("adopt", Description)
        {
            OperandUsage = "[CONTAINER...]",
            RefusedOnSwarm = "`docker service inspect` shows what a service of a swarm was created with",
            Examples =
            [
                new("A container that `docker run` created", "ncompose adopt web && ncompose plan"),
                new("The containers of the project that is called like this folder", "ncompose adopt"),
                new("Only look", "ncompose adopt -o - web db"),
            ],
            Validate = call => AdoptRun.Format(call.Value(format)),
            Run = call => CommandContext.WithoutProject(call, run => new AdoptRun(run)
            {
                Output = call.Value(output),
                Force = call.Value(force),
                Json = call.Value(format) == "json",
                Project = run.Location.ProjectName,
                Directory = call.Process.CurrentDirectory,
            }.RunAsync([.. call.Operands])),
        }.With(force, format, output);
    }
}
