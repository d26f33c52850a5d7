using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

static class ConfigCommand
{
    public static CommandSpec Build() => new("config", "Parse, resolve and render compose file in canonical format") { OperandUsage = "[SERVICE...]" };
}
