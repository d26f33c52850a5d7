using Compose.Execution.Remotes;
using Compose.Files.Model;

namespace Compose.Cli.Context;

/// <summary>Before anything is made of remote files that reach beyond their containers, the user is asked; once for the same
/// content.</summary>
internal static class RemoteConsent
{
    /// <summary>False when nothing may be made, which has been said.</summary>
    public static async Task<bool> AcceptsRemoteAsync(this CommandContext run, ComposeProject project, bool assumeYes)
    {
        if (run.IsDryRun || run.Location.Remotes is not RemoteFiles { Used: { IsEmpty: false } used })
            return true;
        var lines = RemoteAccess.Of(project, run.Sources, used, run.Location.LocalDirectory);
        if (lines.IsEmpty)
            return true;
        var accepted = new AcceptedAccess(used, lines);
        if (accepted.IsKnown)
            return true;
        var summary = $"{string.Join(", ", used.Select(remote => remote.Name))}:\n{string.Concat(lines.Select(line => $"  {line}\n"))}";
        if (!assumeYes && !run.Terminal.InputIsTerminal)
        {
            run.Terminal.ReportLine(summary.TrimEnd('\n'));
            run.Reporter.Fail("remote files need your consent for this",
                "look at them with `ncompose config`; `ncompose up --yes` gives the consent, which is kept for this content");
            return false;
        }

        if (!assumeYes && !await run.Keyboard.ConfirmsAsync($"{summary}Do you want that?"))
            return false;
        if (accepted.Remember() is { } refusal)
            run.Reporter.Warn($"the consent cannot be kept: {refusal}");
        return true;
    }
}
