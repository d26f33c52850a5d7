using Compose.Cli.CommandLine;

namespace Compose.Cli;

/// <summary>argv → options → run → exit code.</summary>
static class Application
{
    public static Task<int> Run(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var outcome = new CommandLineParser(surroundings).Parse(args);
        if (outcome.Error is { } error)
            return Task.FromResult(Refuse(error, surroundings.Terminal));
        if (outcome.Help is { } help)
        {
            surroundings.Terminal.Print(help);
            return Task.FromResult(ExitCodes.Success);
        }

        return outcome.Invocation!.Command.Run(outcome.Invocation);
    }

    static int Refuse(UsageError error, Terminal terminal)
    {
        terminal.ReportLine(error.Message);
        if (error.Suggestion is { } suggestion)
            terminal.ReportLine($"  = help: did you mean \"{suggestion}\"?");
        terminal.ReportLine($"\nRun '{HelpPage.Product} {(error.Command.Length > 0 ? error.Command + " " : "")}--help' for more information.");
        return ExitCodes.Failure;
    }
}
