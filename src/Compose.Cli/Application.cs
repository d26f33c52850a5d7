using Compose.Cli.CommandLine;
using Compose.Cli.Completion;
using Compose.Cli.Hosting;
using Compose.Cli.Plugin;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Host;

namespace Compose.Cli;

/// <summary>argv → options → run → exit code.</summary>
internal static class Application
{
    public static Task<int> Run(IReadOnlyList<string> args, ProcessContext process)
    {
        (args, process) = PluginCall.Read(args, process);
        if (args is [PluginCall.MetadataCommand, ..])
            return Task.FromResult(PluginCall.PrintMetadata(process));
        if (args is [CompletionQuestion.Command or CompletionQuestion.CommandWithoutDescriptions, ..])
            return CompletionQuestion.AnswerAsync(args, process, CommandTable.All());
        var outcome = new CommandLineParser(process, CommandTable.All()).Parse(args);
        if (outcome.Error is { } error)
            return Task.FromResult(PrintUsageError(error, process));
        if (outcome.Help is { } help)
        {
            process.Terminal.Print(help);
            return Task.FromResult(ExitCodes.Success);
        }

        var invocation = outcome.Invocation!;
        return invocation.Command.Validate(invocation) is { } invalid
            ? Task.FromResult(PrintValidationError(invalid, invocation))
            : invocation.Command.Run(invocation);
    }

    /// <summary>Before any file is read: only the flags can say that problems are wanted as JSON.</summary>
    private static int PrintValidationError(string invalid, Invocation invocation)
    {
        var (settings, _) = OutputSettings.Resolve(invocation.Global, invocation.Process, invocation.Process[EnvironmentNames.Ansi]);
        return new Reporter(invocation.Terminal, settings ?? OutputSettings.Default(invocation.Terminal)).Fail(invalid);
    }

    private static int PrintUsageError(UsageError error, ProcessContext process)
    {
        var terminal = process.Terminal;
        terminal.ReportLine(error.Message);
        if (error.Suggestion is { } suggestion)
            terminal.ReportLine($"  = help: did you mean \"{suggestion}\"?");
        if (error.Help is { } help)
            terminal.ReportLine($"  = help: {help.Replace("ncompose ", process.Program + " ", StringComparison.Ordinal)}");
        terminal.ReportLine(
            $"\nRun '{process.Program} {(error.Command.Length > 0 ? error.Command + " " : "")}--help' for more information.");
        return ExitCodes.Failure;
    }
}
