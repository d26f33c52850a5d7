using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Containers;

/// <summary>`stats`: what the containers use, once or in a table that lives.</summary>
internal static class StatsCommand
{
    private const int ShortId = 12;
    private const string DefaultTable =
        "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}";

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["BlockIO"] = "BLOCK I/O",
        ["CPUPerc"] = "CPU %",
        ["Container"] = "CONTAINER",
        ["ID"] = "CONTAINER ID",
        ["MemPerc"] = "MEM %",
        ["MemUsage"] = "MEM USAGE / LIMIT",
        ["Name"] = "NAME",
        ["NetIO"] = "NET I/O",
        ["PIDs"] = "PIDS",
    };

    public static CommandSpec Build()
    {
        var all = Flag.Switch("--all", "-a", "Show all containers (default shows just running)");
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var noStream = Flag.Switch("--no-stream", null, "Disable streaming stats and only pull the first result");
        var noTrunc = Flag.Switch("--no-trunc", null, "Do not truncate output");
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("stats", "Display a live stream of container(s) resource usage statistics")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE]",
            OperandRule = OperandRule.AtMost(1),
            Examples =
            [
                new("A table that is drawn again and again until Ctrl-C", "ncompose stats"),
                new("One reading for a script", "ncompose stats --no-stream --format \"{{.Name}} {{.MemPerc}}\""),
            ],
            Run = call => CommandContext.With(call, async run =>
            {
                var (template, problem) = OutputTemplate.Parse(call.Value(format), DefaultTable);
                if (problem is not null)
                {
                    run.Terminal.Report(problem);
                    return ExitCodes.Failure;
                }

                if (run.ProjectName() is { } stack && run.Target == DeployTarget.Swarm)
                    return await RunOnSwarmAsync(
                        run, new SwarmStats(run, stack, call.Operands, call.Value(nodeHost)), call.Value(noStream),
                        rows => template!.Render(Fields(rows, call.Value(noTrunc)), Headers));
                if (await ProjectContainers.OfAsync(run, call.Operands, call.Value(all), OneOffFilter.Include) is not { } containers)
                    return ExitCodes.Failure;
                if (call.Value(noStream))
                    return Print(
                        run, template!.Render(Fields(await run.Engine.UsageAsync(containers, run.Stop), call.Value(noTrunc)), Headers));
                return await new LiveUsage(
                    run, call.Operands is [var service] ? service : null, call.Value(all),
                    rows => template!.Render(Fields(rows, call.Value(noTrunc)), Headers)).RunAsync(containers);
            }),
        }.With(all, format, nodeHost, noStream, noTrunc);
    }

    /// <summary>A reading takes about half a second, which sets the pace of the table.</summary>
    private static async Task<int> RunOnSwarmAsync(
        CommandContext run, SwarmStats stats, bool once, Func<ImmutableArray<UsageRow>, (string? Text, string? Problem)> render)
    {
        while (await stats.ReadAsync() is { } rows)
        {
            var rendered = render(rows);
            if (once || rendered.Problem is not null)
                return Print(run, rendered);
            LiveUsage.Draw(run.Terminal, rendered.Text!);
        }

        return ExitCodes.Failure;
    }

    private static int Print(CommandContext run, (string? Text, string? Problem) rendered)
    {
        if (rendered.Text is not null)
            run.Terminal.Print(rendered.Text);
        else
            run.Terminal.Report(rendered.Problem!);
        return rendered.Text is not null ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static IEnumerable<TemplateValue.Fields> Fields(ImmutableArray<UsageRow> rows, bool whole) =>
        rows.Select(row => new TemplateValue.Fields(
        new("BlockIO", TemplateValue.Of($"{HumanUnits.Size(row.Read, digits: 3)} / {HumanUnits.Size(row.Written, digits: 3)}")),
        new("CPUPerc", Percent(row.ProcessorPercent)),
        new("Container", TemplateValue.Of(row.Container.Id)),
        new("ID", TemplateValue.Of(whole ? row.Container.Id : row.Container.Id[..ShortId])),
        new("MemPerc", Percent(row.MemoryPercent)),
        new("MemUsage", TemplateValue.Of($"{HumanUnits.BinarySize(row.Memory)} / {HumanUnits.BinarySize(row.MemoryLimit)}")),
        new("Name", TemplateValue.Of(row.Container.Name)),
        new("NetIO", TemplateValue.Of($"{HumanUnits.Size(row.Received, digits: 3)} / {HumanUnits.Size(row.Sent, digits: 3)}")),
        new("PIDs", TemplateValue.Of(row.Processes.ToString(CultureInfo.InvariantCulture)))));

    private static TemplateValue Percent(double value) => TemplateValue.Of(value.ToString("0.00", CultureInfo.InvariantCulture) + "%");
}
