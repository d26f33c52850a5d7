using System.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;

namespace Compose.Cli.CommandLine;

/// <summary>One understood command line, with everything that a command may use of the process.</summary>
internal sealed record Invocation(CommandSpec Command, ParseResult Parsed, GlobalOptions Global, ProcessContext Process)
{
    public Terminal Terminal => Process.Terminal;

    public IReadOnlyList<string> Operands => Parsed.GetValue(Command.Operands) ?? [];

    /// <summary>A flag always has a value: the given one or its default.</summary>
    public T Value<T>(Option<T> option) => Parsed.GetValue(option)!;

    public bool IsGiven(Option option) => Parsed.IsGiven(option);
}
