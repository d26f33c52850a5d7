using Compose.Cli.Hosting;
using Compose.Planning.Lifecycle;

namespace Compose.Cli.Context;

/// <summary>Services named on the command line against those that there are.</summary>
internal static class ServiceSelection
{
    /// <summary>
    /// The exit code when a command ends here; what there is to say has been said. Without compose files a name that is not known may be a
    /// slip or a service that is gone: only commands that must do something for it complain.
    /// </summary>
    public static int? Validate(CommandContext run, ProjectOutline stack, IReadOnlyList<string> names, string verb)
    {
        if (stack.Desired is null && verb == "start" && stack.Services.IsEmpty)
            return run.Reporter.Fail($"no container found for project \"{stack.Project}\": not found");
        if (names.FirstOrDefault(name => stack.Find(name) is null && !stack.Disabled.Contains(name)) is not { } unknown)
            return null;
        if (stack.Desired is not null || verb == "restart")
            return run.Reporter.Fail("no such service: " + unknown);
        if (verb == "start")
            return run.Reporter.Fail($"no such service: \"{unknown}\": not found");
        if (verb != "down" || names.Any(name => stack.Find(name) is not null))
            return null;
        run.Inform($"Any of the services [{string.Join(' ', names)}] not running in project \"{stack.Project}\"");
        return ExitCodes.Success;
    }
}
