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

    public async Task<int> RunAsync(CommandSpec command, string project, IReadOnlyList<string> words, Terminal terminal)
    {
        var global = outer.Global with { Files = files, ProjectName = project };
        var call = new Invocation(command, command.Parse(words, Plain), global, outer.Process with { Terminal = terminal });
        if (command.Validate(call) is not { } invalid)
            return await command.Run(call);
        terminal.ReportLine(invalid);
        return ExitCodes.Failure;
    }
}
