using Compose.Cli.CommandLine;
using Compose.Cli.Completion;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Self;

/// <summary>`completion SHELL`: the script that makes a shell ask us what can follow.</summary>
internal static class CompletionCommands
{
    public static CommandSpec Bash() =>
        Command("bash", "source <(ncompose completion bash)",
            "Load it now; for all sessions put it into ~/.local/share/bash-completion/completions/ncompose");

    public static CommandSpec Zsh() =>
        Command("zsh", "ncompose completion zsh > \"${fpath[1]}/_ncompose\"", "For all sessions of a shell with compinit");

    public static CommandSpec Fish() =>
        Command("fish", "ncompose completion fish > ~/.config/fish/completions/ncompose.fish", "For all sessions");

    public static CommandSpec PowerShell() =>
        Command("powershell", "ncompose completion powershell | Out-String | Invoke-Expression",
            "Load it now; for all sessions put this line into $PROFILE");

    private static CommandSpec Command(string shell, string line, string purpose) =>
        new(shell, $"Generate the autocompletion script for {shell}")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [new Example(purpose, line)],
            Run = call =>
            {
                call.Terminal.Print(CompletionScript.Of(shell, call.Process.Program));
                return Task.FromResult(ExitCodes.Success);
            },
        };
}
