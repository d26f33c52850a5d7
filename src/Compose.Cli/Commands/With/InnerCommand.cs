using System.Collections.Immutable;
using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;

namespace Compose.Cli.Commands.With;

/// <summary>Runs a command of ncompose in this process, with the global flags of the run and another project name.</summary>
internal sealed class InnerCommand(Invocation outer, ImmutableArray<string> files)
{
    private static readonly ParserConfiguration Plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <param name="command">The command.</param>
    /// <param name="project">The name of the stack.</param>
    /// <param name="words">Flags and operands.</param>
    /// <param name="terminal">Where it prints.</param>
    /// <param name="stop">Ends it as a signal does. What removes the stack has none: it runs after a signal.</param>
    public async Task<int> RunAsync(
        CommandSpec command, string project, IReadOnlyList<string> words, Terminal terminal, CancellationToken stop = default)
    {
        var global = outer.Global with { Files = files, ProjectName = project };
        var call = new Invocation(command, command.Parse(words, Plain), global, outer.Process with { Terminal = terminal, Stop = stop });
        if (command.Validate(call) is not { } invalid)
            return await command.Run(call);
        terminal.ReportLine(invalid);
        return ExitCodes.Failure;
    }
}
