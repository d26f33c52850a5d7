using Compose.Cli.Context;
using Compose.Cli.Terminals;
using Compose.Execution.Sessions;
using Compose.Host.Terminals;

namespace Compose.Cli.Commands.Containers;

/// <summary>Lends the user's terminal to a session and takes it back, whatever happens.</summary>
internal static class InteractiveSession
{
    /// <param name="run">Whose terminal.</param>
    /// <param name="tty">The process has a terminal of its own: keys go to it as they are, and it is as large as our window.</param>
    /// <param name="input">What is typed or piped is sent.</param>
    /// <param name="session">The session.</param>
    public static async Task<SessionEnd> RunAsync(CommandContext run, bool tty, bool input, Func<SessionStreams, Task<SessionEnd>> session)
    {
        using var window = tty ? new WindowWatch(run.Terminal) : null;
        using var raw = tty && input ? RawMode.Enter() : null;
        return await session(
            new SessionStreams(input ? run.Terminal.Input : null, run.Terminal.Output, run.Terminal.Error, window?.Window));
    }

    /// <summary>
    /// The keys that leave: given, from the docker configuration, or the usual ones. Null when they make no sense, which has been said.
    /// </summary>
    public static DetachKeys? KeysOf(CommandContext run, string given = "")
    {
        var text = given.Length > 0 ? given : run.Engine.ConfiguredDetachKeys ?? "";
        if (text.Length == 0)
            return DetachKeys.Default;
        var keys = DetachKeys.Parse(text);
        if (keys is null)
            run.Reporter.Fail(
                $"invalid detach keys (\"{text}\")",
                "a list of single characters and ctrl-a to ctrl-z, ctrl-@, ctrl-[, ctrl-], ctrl-^, ctrl-_, such as ctrl-p,ctrl-q");
        return keys;
    }
}
