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

namespace Compose.Cli.Commands.Projects;

/// <summary>`ls`: the projects on the engine. Reads no compose file.</summary>
internal static class LsCommand
{
    private const int LeastWidth = 20;

    private static readonly Dictionary<string, string> Headers = new()
    { ["Name"] = "NAME", ["Status"] = "STATUS", ["ConfigFiles"] = "CONFIG FILES" };

    public static CommandSpec Build()
    {
        var all = Flag.Switch("--all", "-a", "Show all stopped Compose projects");
        var filter = Flag.List("--filter", null, "Filter output based on conditions provided", "filter");
        var format = Flag.Text("--format", null, "Format the output. Values: [table | json], or a Go template", "table");
        var quiet = Flag.Switch("--quiet", "-q", "Only display project names");
        return new CommandSpec("ls", "List running compose projects")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("Stopped projects, too", "ncompose ls --all"),
                new("For a program", "ncompose ls --format json"),
                new("Only the names and files", "ncompose ls --format \"{{.Name}} {{.ConfigFiles}}\""),
            ],
            Validate = call => Validate(call.Value(filter)),
            Run = call => CommandContext.WithoutProject(call, async run =>
            {
                var names = call.Value(filter).Select(item => item.Split('=', 2)[1].Trim()).ToImmutableArray();
                var rows = (await RowsAsync(run, call.Value(all)))
                    .Where(row => names.IsEmpty || names.Any(name => NameFilter.Matches(name, row.Name))).ToImmutableArray();
                return Print(run, rows, call.Value(quiet), call.Value(format).ToLowerInvariant(), call.Value(format));
            }),
        }.With(all, filter, format, quiet);
    }

    /// <summary>On a swarm the projects are its stacks. A swarm keeps no names of files.</summary>
    private static async Task<IEnumerable<ProjectRow>> RowsAsync(CommandContext run, bool all) => run.Target == DeployTarget.Swarm
        ? (await run.Engine.StacksAsync(run.Stop)).OrderBy(stack => stack.Name, NaturalOrder.Instance)
            .Select(stack => new ProjectRow(stack.Name, string.Create(CultureInfo.InvariantCulture, $"services({stack.Services})"), ""))
        : await run.Engine.ProjectsAsync(all, run.Stop);

    private static string? Validate(IEnumerable<string> filters)
    {
        foreach (var filter in filters)
        {
            if (!filter.Contains('=', StringComparison.Ordinal))
                return $"invalid argument {GoSyntax.Quote(filter)} for \"--filter\" flag: bad format of filter (expected name=value)";
            if (filter.Split('=', 2)[0].Trim().ToLowerInvariant() is not "name" and var unknown)
                return $"invalid filter '{unknown}'";
            if (NameFilter.Problem(filter.Split('=', 2)[1].Trim()) is { } problem)
                return problem;
        }

        return null;
    }

    private static int Print(CommandContext run, ImmutableArray<ProjectRow> rows, bool quiet, string format, string asGiven)
    {
        switch (format)
        {
            case var _ when quiet:
                run.Terminal.Print(string.Concat(rows.Select(row => row.Name + "\n")));
                return ExitCodes.Success;
            case "json":
                run.Terminal.PrintLine(TemplateJson.Of(new TemplateValue.List([.. rows.Select(Fields)]), escapesHtml: false));
                return ExitCodes.Success;
            case "table" or "pretty" or "":
                var table = new TablePrinter("NAME", "STATUS", "CONFIG FILES") { LeastWidth = LeastWidth };
                foreach (var row in rows)
                    table.Add(row.Name, row.Status, row.ConfigFiles);
                run.Terminal.Print(table.Render());
                return ExitCodes.Success;
            case var _ when asGiven.Contains("{{", StringComparison.Ordinal):
                return FormattedRows.Print(run.Terminal, asGiven, "", rows.Select(Fields), Headers);
            default:
                return run.Reporter.Fail(
                    $"format value {GoSyntax.Quote(asGiven)} could not be parsed: parsing failed",
                    "formats are table, json and Go templates");
        }
    }

    private static TemplateValue.Fields Fields(ProjectRow row) => new(
        KeyValuePair.Create("Name", TemplateValue.Of(row.Name)),
        KeyValuePair.Create("Status", TemplateValue.Of(row.Status)),
        KeyValuePair.Create("ConfigFiles", TemplateValue.Of(row.ConfigFiles)));
}
