using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Logs;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands.Containers;

internal static class LogsCommand
{
    /// <summary>A container that is restarted by hand is gone for a moment.</summary>
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(1);

    private sealed record Options(bool Follow, int Index, bool NoColor, bool NoPrefix, bool Json, LogRequest Request);

    public static CommandSpec Build()
    {
        var follow = Flag.Switch("--follow", "-f", "Follow log output");
        var format = Flag.Text("--format", null, "Format the output. Values: [pretty | json]", "pretty");
        var index = Flag.Number("--index", null, "index of the container if service has multiple replicas");
        var noColor = Flag.Switch("--no-color", null, "Produce monochrome output");
        var noPrefix = Flag.Switch("--no-log-prefix", null, "Don't print prefix in logs");
        var since = Flag.Text(
            "--since", null, "Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)");
        var tail = Flag.Text("--tail", "-n", "Number of lines to show from the end of the logs for each container", "all");
        var timestamps = Flag.Switch("--timestamps", "-t", "Show timestamps");
        var until = Flag.Text(
            "--until", null, "Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)");
        return new CommandSpec("logs", "View output from containers")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What web has said in the last ten minutes, and what it says from now on", "ncompose logs --since 10m -f web"),
                new("The last lines of all services, for a program", "ncompose logs --tail 100 --format json"),
            ],
            Validate = call => call.Value(format) is not ("pretty" or "json" or "")
                ? $"format value {GoSyntax.Quote(call.Value(format))} could not be parsed: parsing failed"
                : call.Value(index) > 0 && call.Operands.Count != 1 ? "--index requires one service to be selected"
                : Validate("since", call.Value(since)) ?? Validate("until", call.Value(until)),
            Run = call => CommandContext.With(call, run => RunAsync(run, call, new Options(
                call.Value(follow), (int)call.Value(index), call.Value(noColor), call.Value(noPrefix), call.Value(format) == "json",
                new LogRequest
                {
                    Since = TimeArgument.Read(call.Value(since), TimeProvider.System),
                    Until = TimeArgument.Read(call.Value(until), TimeProvider.System),
                    Tail = call.Value(tail) is "all" or "" ? null : call.Value(tail),
                    Timestamps = call.Value(timestamps) || call.Value(format) == "json",
                }))),
        }.With(follow, format, index, noColor, noPrefix, since, tail, timestamps, until);
    }

    private static string? Validate(string flag, string value) =>
        TimeArgument.Validate(value) is { } invalid ? $"invalid value for \"{flag}\": {invalid}" : null;

    private static async Task<int> RunAsync(CommandContext run, Invocation call, Options options)
    {
        if (run.Project() is not { } found)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await SwarmLogs.RunAsync(
                run, found, call.Operands,
                new SwarmLogsOptions(options.Follow, options.Index, !options.NoColor, !options.NoPrefix, options.Json, options.Request));
        if (await run.ContainersAsync(call.Operands, all: true, project: found) is not var (project, containers, declared))
            return ExitCodes.Failure;
        containers = [.. containers.Where(Wants)];
        if (options.Index > 0)
        {
            containers = [.. containers.Where(container => container.Number == options.Index)];
            if (containers.IsEmpty)
                return run.Reporter.Fail($"service \"{call.Operands[0]}\" is not running container #{options.Index}");
        }

        var logs = run.Engine.Logs(project);
        var printer = options.Json ? null
            : new LogPrinter(run.Terminal, new LogStyle(!options.NoPrefix, !options.NoColor && run.Output.Output.IsColored));
        printer?.Expect(containers.Select(logs.NameOf));
        OutputReceiver receiver = printer is null ? new JsonLog(run.Terminal) : printer;
        if (options.Follow && containers.Any(IsActive))
            return await FollowAsync(
                run, logs, project, options, row => Wants(row) && (options.Index == 0 || row.Number == options.Index), receiver);
        await logs.ReadAsync(containers, options.Request, receiver, run.Stop);
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;

        // A service that does not want to be attached to is only shown when it is named.
        bool Wants(ContainerRow row) => call.Operands.Count > 0
            ? call.Operands.Contains(row.Service)
            : declared is null || (declared.Services.TryGet(row.Service, out var service) && service.Attach);
    }

    /// <summary>Until the user has enough, or until none of the containers runs any more and none comes back.</summary>
    private static async Task<int> FollowAsync(
        CommandContext run, ProjectLogs logs, string project, Options options, Func<ContainerRow, bool> wants, OutputReceiver receiver)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        await using var following = await logs.OpenAsync(run.Stop);
        // Once more, now that no end can be missed any more.
        ImmutableArray<ContainerRow> containers =
            [.. (await run.Engine.ContainersAsync(project, all: true, OneOffFilter.Exclude, run.Stop)).Where(wants)];
        var alive = containers.Where(IsActive).Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        if (alive.Count == 0)
            ended.CancelAfter(Return);
        await following.RunAsync(containers, options.Request, wants, receiver, On, ended.Token);
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;

        Task On(ContainerEvent happened)
        {
            if (happened.Kind == ContainerEventKind.Started
                && wants(new ContainerRow { Id = happened.Id, Name = happened.Name, Labels = happened.Labels }))
            {
                alive.Add(happened.Id);
                ended.CancelAfter(Timeout.InfiniteTimeSpan);
            }
            else if (happened.Kind == ContainerEventKind.Exited && alive.Contains(happened.Id))
            {
                (receiver as LogPrinter)?.Status(
                    logs.NameOf(new ContainerRow { Id = happened.Id, Name = happened.Name, Labels = happened.Labels }), happened.Sentence);
                if (!happened.Restarting && alive.Remove(happened.Id) && alive.Count == 0)
                    ended.CancelAfter(Return);
            }

            return Task.CompletedTask;
        }
    }

    private static bool IsActive(ContainerRow row) =>
        row.State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting;
}
