using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands.Swarm;

/// <summary>The name of a stack as an operand. An empty one would mean everything.</summary>
internal static class StackName
{
    private const string QuotesAndBlanks = "'\" \t\r\n";

    public static string Read(string operand) => operand.Trim(QuotesAndBlanks.ToCharArray());

    public static string? Validate(string operand) => Read(operand).Length == 0 ? $"invalid stack name: {GoSyntax.Quote(operand)}" : null;
}
