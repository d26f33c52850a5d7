using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Files.Model;
using Compose.Planning.Swarm.Releases;

namespace Compose.Cli.Commands.Swarm;

/// <summary>The releases that the swarm keeps of the stack of a command.</summary>
internal static class StackReleases
{
    /// <summary>Null when there is none, which has been reported.</summary>
    public static async Task<(string Stack, ImmutableArray<Release> Releases)?> OfAsync(CommandContext run)
    {
        if (run.ProjectName() is not { } stack)
            return null;
        if (run.Target != DeployTarget.Swarm)
        {
            run.Reporter.Fail($"`{run.Call.Command.Name}` needs the target swarm", "releases are kept by a swarm: --target swarm");
            return null;
        }

        var observed = await run.Engine.ObserveStackAsync(stack, others: false, run.Stop);
        var releases = ReleaseHistory.Of(observed);
        if (!releases.IsEmpty)
            return (stack, releases);
        run.Reporter.Fail(
            $"the swarm keeps no release of the stack \"{stack}\"", "each `up` that changes something and succeeds keeps one");
        return null;
    }
}
