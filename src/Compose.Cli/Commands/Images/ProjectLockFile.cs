using Compose.Cli.Context;
using Compose.Execution.Pinning;
using Compose.Files.Diagnostics;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Images;

/// <summary>The lock file of the run's project. What is wrong with it is printed.</summary>
internal static class ProjectLockFile
{
    public static string PathOf(CommandContext run) => Path.Combine(run.Location.LocalDirectory, LockFile.Name);

    /// <summary>What a run has to keep to; null when it cannot, which has been reported.</summary>
    public static NamedMap<string>? Pins(CommandContext run, ComposeProject project, bool frozen)
    {
        var problems = new DiagnosticBag();
        var pins = LockFile.Pins(run.Location.LocalDirectory, project, frozen, run.Sources, problems);
        run.Reporter.Report(problems, run.Sources);
        return pins;
    }

    /// <summary>Empty when there is no file; null when it is not one of ours, which has been reported.</summary>
    public static LockedImages? Read(CommandContext run)
    {
        var problems = new DiagnosticBag();
        var locked = LockFile.Read(PathOf(run), run.Sources, problems);
        run.Reporter.Report(problems, run.Sources);
        return locked;
    }
}
