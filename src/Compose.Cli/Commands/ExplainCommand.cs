using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

static class ExplainCommand
{
    public static CommandSpec Build() => new("explain", "Explain the code of a problem") { OperandRule = OperandRule.AtMost(1), OperandUsage = "[CODE]" };
}
