using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Self;

/// <summary>`ncompose version`: reads no compose file and asks no engine.</summary>
internal static class VersionCommand
{
    private sealed record Options(bool Short, string Format);

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", "-f", "Format the output. Values: [pretty | json]. (Default: pretty)");
        var shortly = Flag.Switch("--short", null, "Shows only ncompose's version number");
        return new CommandSpec("version", "Show the ncompose version information")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [new("Only the number", "ncompose version --short")],
            Run = call => Task.FromResult(Print(new Options(call.Value(shortly), call.Value(format)), call.Process)),
        }.With(format, shortly);
    }

    /// <summary>
    /// Scripts that call Docker Compose demand its versions, and take the number from the only line or the last word of standard output. So
    /// in its place that is the version that ncompose is compatible with, and ncompose's own stands beside it: on standard error, where
    /// people see it too.
    /// </summary>
    private static int Print(Options options, ProcessContext process)
    {
        var terminal = process.Terminal;
        var compatible = ProductVersion.Of(process);
        terminal.PrintLine(options switch
        {
            { Short: true } => compatible,
            { Format: "json" } => process.IsDockerCompose ? $"{{\"version\":\"v{compatible}\",\"ncompose\":\"{ProductVersion.Tag}\"}}"
                : $"{{\"version\":\"{ProductVersion.Tag}\"}}",
            _ => process.IsDockerCompose ? $"Docker Compose version v{compatible}" : $"ncompose version {ProductVersion.Tag}",
        });
        if (process.IsDockerCompose && options is { Short: false, Format: not "json" })
            terminal.ReportLine($"ncompose version {ProductVersion.Tag}, in the place of Docker Compose");
        return ExitCodes.Success;
    }
}
