using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

/// <summary>`ncompose version`: reads no compose file and asks no engine.</summary>
static class VersionCommand
{
    sealed record Options(bool Short, string Format);

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", "-f", "Format the output. Values: [pretty | json]. (Default: pretty)");
        var shortly = Flag.Switch("--short", null, "Shows only ncompose's version number");
        return new CommandSpec("version", "Show the ncompose version information")
        {
            OperandRule = OperandRule.None,
            Run = call => Task.FromResult(Print(new Options(call.Value(shortly), call.Value(format)), call.Terminal)),
        }.With(format, shortly);
    }

    static int Print(Options options, Terminal terminal)
    {
        terminal.PrintLine(options switch
        {
            { Short: true } => ProductVersion.Number,
            { Format: "json" } => $"{{\"version\":\"{ProductVersion.Tag}\"}}",
            _ => $"ncompose version {ProductVersion.Tag}",
        });
        return ExitCodes.Success;
    }
}
