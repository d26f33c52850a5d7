using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Adopting;
using Compose.Cli.Commands.Bridge;
using Compose.Cli.Commands.Config;
using Compose.Cli.Commands.Containers;
using Compose.Cli.Commands.Editor;
using Compose.Cli.Commands.Graph;
using Compose.Cli.Commands.Images;
using Compose.Cli.Commands.Inspecting;
using Compose.Cli.Commands.Lifecycle;
using Compose.Cli.Commands.Lint;
using Compose.Cli.Commands.Page;
using Compose.Cli.Commands.Projects;
using Compose.Cli.Commands.Publish;
using Compose.Cli.Commands.Schedule;
using Compose.Cli.Commands.Self;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Commands.Up;
using Compose.Cli.Commands.With;

namespace Compose.Cli;

/// <summary>Every command there is: the list of the help, and where the named one is looked up.</summary>
internal static class CommandTable
{
    public static CommandEntry[] All() =>
    [
        new("adopt", AdoptCommand.Description, AdoptCommand.Build),
        Group("alpha", "Experimental commands",
            new CommandEntry("generate", GenerateCommand.Description, GenerateCommand.Build),
            new CommandEntry("publish", PublishCommand.Description, PublishCommand.Alpha),
            new CommandEntry("viz", "EXPERIMENTAL - Generate a graphviz graph from your compose file", VizCommand.Build),
            new CommandEntry("watch", WatchCommand.Description, WatchCommand.Alpha)) with { Hidden = true },
        new("apply", "Do what a plan that was kept with plan --out says", ApplyCommand.Build),
        new("attach", "Attach local standard input, output, and error streams to a service's running container", AttachCommand.Build),
        Group("bridge", "Convert compose files into another model",
            new("convert", ConvertCommand.Description, ConvertCommand.Build),
            Group("transformations", "Manage transformation images",
                new("create", TransformationCommands.CreateDescription, TransformationCommands.Create),
                new("list", TransformationCommands.ListDescription, TransformationCommands.List) { Aliases = ["ls"] })),
        new("build", "Build or rebuild services", BuildCommand.Build),
        new("commit", "Create a new image from a service container's changes", CommitCommand.Build),
        Group("completion", "Generate the autocompletion script for a shell",
            new("bash", "Generate the autocompletion script for bash", CompletionCommands.Bash),
            new("fish", "Generate the autocompletion script for fish", CompletionCommands.Fish),
            new("powershell", "Generate the autocompletion script for powershell", CompletionCommands.PowerShell),
            new("zsh", "Generate the autocompletion script for zsh", CompletionCommands.Zsh)),
        new("config", "Parse, resolve and render compose file in canonical format", ConfigCommand.Build) { Aliases = ["convert"] },
        new("coverage", "Show which commands and flags of another program there are", () => CoverageCommand.Build(All())) { Hidden = true },
        new("cp", "Copy files/folders between a service container and the local filesystem", CopyCommand.Build),
        new("create", "Creates containers for a service", CreateCommand.Build),
        new("down", "Stop and remove containers, networks", DownCommand.Build),
        new("drift", "Show what on the engine is no longer as it was created", DriftCommand.Build),
        new("environment", "List the variables that ncompose reads", EnvironmentCommand.Build) { Hidden = true },
        new("events", "Receive real time events from containers", EventsCommand.Build),
        new("exec", "Execute a command in a running container", ExecCommand.Build),
        new("explain", "Explain the code of a problem", ExplainCommand.Build),
        new("export", "Export a service container's filesystem as a tar archive", ExportCommand.Build),
        new("graph", "Draw the services and what they depend on", GraphCommand.Build),
        new("history", "List the releases of the stack on a swarm", HistoryCommand.Build),
        new("images", "List images used by the created containers", ImagesCommand.Build),
        new("info", "Show the engine, what is around it, and what works with it", InfoCommand.Build),
        new("inspect", "Show all that the engine knows of the containers, images, networks or volumes of services", InspectCommand.Build),
        new("kill", "Force stop service containers", KillCommand.Build),
        new("lint", LintCommand.Description, LintCommand.Build),
        new("load", "Load the images and files of an archive", LoadCommand.Build),
        new("lock", "Pin the images of the project to their digests", LockCommand.Build),
        new("login", "Log in to a registry", LoginCommand.Login),
        new("logout", "Log out from a registry", LoginCommand.Logout),
        new("logs", "View output from containers", LogsCommand.Build),
        new("ls", "List running compose projects", LsCommand.Build),
        new("lsp", LspCommand.Description, LspCommand.Build),
        new("manual", "Write the manual pages of all commands into a folder", () => ManualCommand.Build(All())) { Hidden = true },
        new("nodes", "List the nodes of the swarm and what they could take", NodesCommand.Build),
        new("pause", "Pause services", PauseCommand.Build),
        new("plan", "Show what up would do, with the reasons", PlanCommand.Build),
        Group("plugin", "Be a plugin of the docker command line",
            new("install", "Make this program a plugin of the docker command line", PluginCommands.Install),
            new("uninstall", "Take this program out of the docker command line's plugins", PluginCommands.Uninstall)),
        new("port", "Print the public port for a port binding", PortCommand.Build),
        new("ps", "List containers", PsCommand.Build),
        new("publish", PublishCommand.Description, PublishCommand.Build),
        new("pull", "Pull service images", PullCommand.Build),
        new("push", "Push service images", PushCommand.Build),
        new("rebalance", "Spread tasks evenly over the nodes of a swarm", RebalanceCommand.Build),
        new("restart", "Restart service containers", RestartCommand.Build),
        new("rm", "Removes stopped service containers", RemoveCommand.Build),
        new("rmi", "Remove the images of services that no container uses", RemoveImagesCommand.Build),
        new("rollback", "Restore a release of the stack on a swarm", RollbackCommand.Build),
        new("run", "Run a one-off command on a service", RunCommand.Build),
        new("save", "Save the images of the project in an archive", SaveCommand.Build),
        new("scale", "Scale services", ScaleCommand.Build),
        new("schedule", "Start the scheduled jobs of the project at their times", ScheduleCommand.Build),
        Group("stack", "Manage Swarm stacks",
            new("config", "Outputs the final config file, after doing merges and interpolations", StackConfigCommand.Build),
            new("deploy", "Deploy a new stack or update an existing stack", StackDeployCommand.Build) { Aliases = ["up"] },
            new("ls", "List stacks", StackLsCommand.Build) { Aliases = ["list"] },
            new("ps", "List the tasks in the stack", StackPsCommand.Build),
            new("rm", "Remove one or more stacks", StackRemoveCommand.Build) { Aliases = ["down", "remove"] },
            new("services", "List the services in the stack", StackServicesCommand.Build)),
        new("start", "Start services", StartCommand.Build),
        new("stats", "Display a live stream of container(s) resource usage statistics", StatsCommand.Build),
        new("stop", "Stop services", StopCommand.Build),
        new("tag", "Give the image of a service another name", TagCommand.Build),
        new("top", "Display the running processes", TopCommand.Build),
        new("ui", "Show the stack as a page in the browser", UiCommand.Build),
        new("unpause", "Unpause services", UnpauseCommand.Build),
        new("up", "Create and start containers", UpCommand.Build),
        new("version", "Show the ncompose version information", VersionCommand.Build),
        new("volumes", "List volumes", VolumesCommand.Build),
        new("wait", "Block until containers of all (or specified) services stop.", WaitCommand.Build),
        new("watch", WatchCommand.Description, WatchCommand.Build),
        new("with", WithCommand.Description, WithCommand.Build),
    ];

    private static CommandEntry Group(string name, string summary, params ReadOnlySpan<CommandEntry> children) =>
        new(name, summary, () => new CommandSpec(name, summary)) { Children = [.. children] };
}
