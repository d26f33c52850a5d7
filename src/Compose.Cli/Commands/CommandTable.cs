using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

/// <summary>Every command there is: the list of the help, and where the named one is looked up.</summary>
static class CommandTable
{
    public static CommandEntry[] All() =>
    [
        new("config", "Parse, resolve and render compose file in canonical format", ConfigCommand.Build) { Aliases = ["convert"] },
        new("explain", "Explain the code of a problem", ExplainCommand.Build),
        new("version", "Show the ncompose version information", VersionCommand.Build),
    ];

    public static CommandEntry? Find(CommandEntry[] entries, string name) => Array.Find(entries, entry => entry.Answers(name));
}
