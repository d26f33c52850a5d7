using System.CommandLine;
using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What `docker stack` calls files and projects, as the flags before a command name them.</summary>
internal static class StackFlags
{
    public static Option<string[]> Files() =>
        Flag.List("--compose-file", "-c", "Path to a Compose file, or \"-\" to read from stdin", "strings");

    /// <summary>The call with the target swarm, the stack as its project and the files of -c, if there are any.</summary>
    public static Invocation Apply(Invocation call, string? stack, string[] files, bool quiet = false) => call with
    {
        Global = call.Global with
        {
            Target = "swarm",
            ProjectName = stack ?? call.Global.ProjectName,
            Files = files.Length > 0 ? [.. files.SelectMany(file => file.Split(','))] : call.Global.Files,
            Progress = quiet ? "quiet" : call.Global.Progress,
        },
    };
}
