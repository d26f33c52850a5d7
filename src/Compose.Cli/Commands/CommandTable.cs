using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

/// <summary>Every command there is: the list of the help, and where the named one is looked up.</summary>
static class CommandTable
{
    public static CommandEntry[] All() =>
    [
        new("apply", "Do what a plan that was kept with plan --out says", ApplyCommand.Build),
        new("build", "Build or rebuild services", BuildCommand.Build),
        new("config", "Parse, resolve and render compose file in canonical format", ConfigCommand.Build) { Aliases = ["convert"] },
        new("coverage", "Show which commands and flags of another program there are", CoverageCommand.Build) { Hidden = true },
        new("create", "Creates containers for a service", CreateCommand.Build),
        new("down", "Stop and remove containers, networks", OutlineCommands.Down),
        new("drift", "Show what on the engine is no longer as it was created", DriftCommand.Build),
        new("explain", "Explain the code of a problem", ExplainCommand.Build),
        new("kill", "Force stop service containers", OutlineCommands.Kill),
        new("load", "Load the images and files of an archive", LoadCommand.Build),
        new("lock", "Pin the images of the project to their digests", LockCommand.Build),
        new("login", "Log in to a registry", LoginCommand.Login),
        new("logout", "Log out from a registry", LoginCommand.Logout),
        new("logs", "View output from containers", LogsCommand.Build),
        new("ls", "List running compose projects", LsCommand.Build),
        new("pause", "Pause services", OutlineCommands.Pause),
        new("plan", "Show what up would do, with the reasons", PlanCommand.Build),
        new("ps", "List containers", PsCommand.Build),
        new("pull", "Pull service images", PullCommand.Build),
        new("push", "Push service images", PushCommand.Build),
        new("restart", "Restart service containers", OutlineCommands.Restart),
        new("rm", "Removes stopped service containers", OutlineCommands.Remove),
        new("save", "Save the images of the project in an archive", SaveCommand.Build),
        new("scale", "Scale services", ScaleCommand.Build),
        new("start", "Start services", OutlineCommands.Start),
        new("stop", "Stop services", OutlineCommands.Stop),
        new("unpause", "Unpause services", OutlineCommands.Unpause),
        new("up", "Create and start containers", UpCommand.Build),
        new("version", "Show the ncompose version information", VersionCommand.Build),
    ];

    public static CommandEntry? Find(CommandEntry[] entries, string name) => Array.Find(entries, entry => entry.Answers(name));
}
