using System.Collections.Immutable;
using Compose.Execution.Remotes;
using Compose.Files.Model;

namespace Compose.Cli.Context;

/// <summary>Before anything is made of remote files that reach beyond their containers, the user is asked; once for the same
/// content.</summary>
internal static class RemoteConsent
{
    /// <summary>False when nothing may be created, which has been reported.</summary>
    public static Task<bool> AcceptsRemoteAsync(this CommandContext run, ComposeProject project, bool assumeYes) =>
        AcceptsAsync(run, used => RemoteAccess.Of(project, run.Sources, used, run.Location.LocalDirectory), assumeYes,
            "`ncompose up --yes` gives the consent, which is kept for this content");

    /// <summary>False when the programs and hooks that remote files name may not run, which has been reported.</summary>
    public static Task<bool> AcceptsRemoteProgramsAsync(this CommandContext run, ComposeProject project) =>
        AcceptsAsync(run, used => RemoteAccess.ProgramsOf(project, run.Sources, used, run.Location.LocalDirectory), assumeYes: false,
            $"`ncompose -p {project.Name} {run.Call.Command.Name}` does it without these files");

    private static async Task<bool> AcceptsAsync(
        CommandContext run, Func<ImmutableArray<UsedRemote>, ImmutableArray<string>> linesOf, bool assumeYes, string help)
    {
        if (run.IsDryRun || run.Location.Remotes is not RemoteFiles { Used: { IsEmpty: false } used })
            return true;
        var lines = linesOf(used);
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
                "look at them with `ncompose config`; " + help);
            return false;
        }

        if (!assumeYes && !await run.Keyboard.ConfirmsAsync($"{summary}Do you want that?"))
            return false;
        if (accepted.Remember() is { } refusal)
            run.Reporter.Warn($"the consent cannot be kept: {refusal}");
        return true;
    }
}
