using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Plugin;
using Compose.Execution;

namespace Compose.Cli.Commands.Self;

/// <summary>`plugin install` and `plugin uninstall`: `docker ncompose`, and on demand `docker compose`, are this program.</summary>
internal static class PluginCommands
{
    public static CommandSpec Install() => Command(
        "install", "Make this program a plugin of the docker command line", "Also take the name of Docker Compose: docker compose",
        new Example("docker ncompose up, and docker compose up as well", "ncompose plugin install --as-compose"), (folder, asCompose) =>
        {
            var said = new List<string> { folder.Install("ncompose") };
            if (asCompose)
                said.Add(folder.Install("compose"));
            return said;
        });

    public static CommandSpec Uninstall() => Command(
        "uninstall", "Take this program out of the docker command line's plugins", "Only give back the name of Docker Compose",
        new Example("Everything as it was", "ncompose plugin uninstall"), (folder, asCompose) =>
        {
            var said = new[] { folder.Uninstall("compose"), asCompose ? null : folder.Uninstall("ncompose") }.OfType<string>().ToList();
            return said.Count > 0 ? said : ["nothing of ncompose is installed in docker's plugins"];
        });

    private static CommandSpec Command(
        string name, string summary, string asComposeHelp, Example example, Func<PluginFolder, bool, List<string>> act)
    {
        var asCompose = Flag.Switch("--as-compose", null, asComposeHelp);
        return new CommandSpec(name, summary)
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [example],
            Run = call => Task.FromResult(Run(call, folder => act(folder, call.Value(asCompose)))),
        }.With(asCompose);
    }

    private static int Run(Invocation call, Func<PluginFolder, List<string>> act)
    {
        if (EngineSession.DockerFolder(call.Process.Variables) is not { } docker || System.Environment.ProcessPath is not { } program)
        {
            call.Terminal.ReportLine("there is neither DOCKER_CONFIG nor a home folder to install into");
            return ExitCodes.Failure;
        }

        try
        {
            foreach (var line in act(new PluginFolder(Path.Combine(docker, "cli-plugins"), program)))
                call.Terminal.PrintLine(line);
            return ExitCodes.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is not ours to write.
            call.Terminal.ReportLine(e.Message);
            return ExitCodes.Failure;
        }
    }
}
