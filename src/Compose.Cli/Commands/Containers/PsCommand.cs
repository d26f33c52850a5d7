using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Containers;

/// <summary>`ps`: the containers of the project as a table, as JSON, by a template, as ids, or as the names of their services.</summary>
internal static class PsCommand
{
    private sealed record Options(
        bool All, string Format, ImmutableArray<string> Statuses, bool NoTrunc, bool Orphans, bool Quiet, bool Services, bool Nodes,
        bool History);

    public static CommandSpec Build()
    {
        var all = Flag.Switch("--all", "-a", "Show all stopped containers (including those created by the run command)");
        var filter = Flag.Text("--filter", null, "Filter services by a property (supported filters: status)");
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var noTrunc = Flag.Switch("--no-trunc", null, "Don't truncate output");
        var orphans = Flag.Switch("--orphans", null, "Include orphaned services (not declared by project)", byDefault: true);
        var quiet = Flag.Switch("--quiet", "-q", "Only display IDs");
        var services = Flag.Switch("--services", null, "Display services");
        var status = Flag.List(
            "--status", null, "Filter services by status. Values: [paused | restarting | removing | running | dead | created | exited]");
        var nodes = Flag.Switch("--nodes", null, "On a swarm: sort by nodes");
        var history = Flag.Switch("--history", null, "On a swarm: show what ran before each task, and why it ended");
        return new CommandSpec("ps", "List containers")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What has ended, too", "ncompose ps --all"),
                new("Columns of your own", "ncompose ps --format \"table {{.Service}}\\t{{.Status}}\\t{{.Ports}}\""),
            ],
            Validate = call => ReadFilter(call.Value(filter)).Error,
            Run = call => CommandContext.With(call, run =>
            {
                ImmutableArray<string> statuses = [.. call.Value(status), .. ReadFilter(call.Value(filter)).Statuses];
                return RunAsync(run, call.Operands, new Options(
                    call.Value(all) || !statuses.IsEmpty, call.Value(format), statuses, call.Value(noTrunc), call.Value(orphans),
                    call.Value(quiet),
                    call.Value(services), call.Value(nodes), call.Value(history)));
            }),
        }.With(all, filter, format, history, nodes, noTrunc, orphans, quiet, services, status);
    }

    private static (ImmutableArray<string> Statuses, string? Error) ReadFilter(string filter)
    {
        if (filter.Length == 0)
            return ([], null);
        var parts = filter.Split('=', 2);
        return parts switch
        {
            [_] => ([], "arguments to --filter should be in form KEY=VAL"),
            ["status", var value] => ([value], null),
            ["source", _] => ([], "not implemented"),
            _ => ([], "unknown filter " + parts[0]),
        };
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, Options options)
    {
        if (run.Project() is not { } project)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return run.HasUnknown(services, project.Declared) ? ExitCodes.Failure
                : await SwarmPs.RunAsync(run, project.Name, new SwarmPsOptions
                {
                    Services = [.. services],
                    All = options.All,
                    Format = options.Format,
                    Statuses = options.Statuses,
                    NoTrunc = options.NoTrunc,
                    Quiet = options.Quiet,
                    OnlyServices = options.Services,
                    ByNode = options.Nodes,
                    WithHistory = options.History,
                });
        if (options.Nodes || options.History)
            return run.Reporter.Fail($"{(options.Nodes ? "--nodes" : "--history")} is for the target swarm", "--target swarm");
        if (await run.ContainersAsync(
            services, options.All, options.All ? OneOffFilter.Include : OneOffFilter.Exclude, options.Orphans,
            project) is not var (_, found, _))
            return ExitCodes.Failure;
        var rows = found.Where(row => options.Statuses.IsEmpty || options.Statuses.Contains(row.State.ToString().ToLowerInvariant()))
            .ToImmutableArray();
        if (options.Quiet)
            run.Terminal.Print(string.Concat(rows.Select(row => row.Id + "\n")));
        else if (options.Services)
            run.Terminal.PrintLine(string.Join('\n', rows.Select(row => row.Service).Distinct()));
        else
            return Print(run, rows, options);
        return ExitCodes.Success;
    }

    private static int Print(CommandContext run, ImmutableArray<ContainerRow> rows, Options options)
    {
        var format = options.Format.Length > 0 ? options.Format : run.Engine.PsFormat;
        var table = rows.Any(PsFields.HasEngine) ? PsFields.Table + "\t{{.Engine}}" : PsFields.Table;
        var (template, problem) = OutputTemplate.Parse(format == "raw" ? PsFields.Raw : format, table);
        if (template is null)
            return run.Reporter.Fail(problem!.TrimEnd('\n'));
        var fields = new PsFields(options.NoTrunc, run.Dialect, TimeProvider.System.GetUtcNow());
        (var text, problem) = template.Render(rows.Select(fields.Of), PsFields.Heads);
        if (text is null)
            return run.Reporter.Fail(problem!.TrimEnd('\n'));
        run.Terminal.Print(text, isStyled: format.Contains('\e'));
        return ExitCodes.Success;
    }
}
