using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering;
using Compose.Cli.Stack;
using Compose.Execution.Queries;
using Compose.Execution.Streams;

namespace Compose.Cli.Commands;

static class LogsCommand
{
    private sealed record Options(bool Follow, int Index, bool NoColor, bool NoPrefix, LogRequest Request);

    public static CommandSpec Build()
    {
        var follow = Flag.Switch("--follow", "-f", "Follow log output");
        var index = Flag.Number("--index", null, "index of the container if service has multiple replicas");
        var noColor = Flag.Switch("--no-color", null, "Produce monochrome output");
        var noPrefix = Flag.Switch("--no-log-prefix", null, "Don't print prefix in logs");
        var since = Flag.Text("--since", null, "Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)");
        var tail = Flag.Text("--tail", "-n", "Number of lines to show from the end of the logs for each container", "all");
        var timestamps = Flag.Switch("--timestamps", "-t", "Show timestamps");
        var until = Flag.Text("--until", null, "Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)");
        return new CommandSpec("logs", "View output from containers")
        {
            OperandUsage = "[SERVICE...]",
            Run = call => StackRun.With(call, run => RunAsync(run, call, new Options(
                call.Value(follow), (int)call.Value(index), call.Value(noColor), call.Value(noPrefix), new LogRequest
                {
                    Since = Moment(call.Value(since)),
                    Until = Moment(call.Value(until)),
                    Tail = call.Value(tail) is "all" or "" ? null : call.Value(tail),
                    Timestamps = call.Value(timestamps),
                }))),
        }.With(follow, index, noColor, noPrefix, since, tail, timestamps, until);
    }

    private static async Task<int> RunAsync(StackRun run, Invocation call, Options options)
    {
        if (options.Index > 0 && call.Operands.Count != 1)
            return run.Reporter.Fail("--index requires one service to be selected");
        if (await run.ContainersAsync(call.Operands, all: true) is not var (project, containers, declared))
            return ExitCodes.Failure;
        if (options.Index > 0)
        {
            containers = [.. containers.Where(container => container.Number == options.Index)];
            if (containers.IsEmpty)
                return run.Reporter.Fail($"service \"{call.Operands[0]}\" is not running container #{options.Index}");
        }

        var logs = run.Engine.Logs(project);
        var printer = new LogPrinter(run.Terminal, new LogStyle(!options.NoPrefix, !options.NoColor && run.Session.Output.Output.IsColored));
        printer.Expect(containers.Select(logs.NameOf));
        if (!options.Follow)
        {
            await logs.ReadAsync(containers, options.Request, printer, run.Stop);
            return run.Interrupts.Asked ? ExitCodes.Interrupted : ExitCodes.Success;
        }

        await using var following = await logs.OpenAsync(run.Stop);
        await following.RunAsync(containers, options.Request, Wants, printer, null, run.Stop);
        return ExitCodes.Interrupted;

        bool Wants(ContainerRow row) => call.Operands.Count > 0 ? call.Operands.Contains(row.Service) : declared?.Services.Contains(row.Service) ?? true;
    }

    /// <summary>What the engine wants are seconds since 1970: an age or a date of the user becomes that.</summary>
    private static string? Moment(string text)
    {
        if (text.Length == 0)
            return null;
        if (GoDuration.TryParse(text, out var age))
            return Seconds(TimeProvider.System.GetUtcNow() - age);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment) ? Seconds(moment) : text;
    }

    private static string Seconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.000000000", CultureInfo.InvariantCulture);
}
