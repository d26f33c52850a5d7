using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;

namespace Compose.Cli.Commands.Projects;

/// <summary>`volumes`: the volumes of the project, or those that containers of some services mount.</summary>
internal static class VolumesCommand
{
    private const string Unknown = "N/A";

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["Availability"] = "AVAILABILITY",
        ["Driver"] = "DRIVER",
        ["Group"] = "GROUP",
        ["Labels"] = "LABELS",
        ["Links"] = "LINKS",
        ["Mountpoint"] = "MOUNTPOINT",
        ["Name"] = "VOLUME NAME",
        ["Scope"] = "SCOPE",
        ["Size"] = "SIZE",
        ["Status"] = "STATUS",
    };

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, FormatHelp.Text, "table");
        var quiet = Flag.Switch("--quiet", "-q", "Only display volume names");
        return new CommandSpec("volumes", "List volumes")
        {
            RefusedOnSwarm = "volumes are on the nodes: `docker volume ls` at a node lists those that it has",
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("The volumes of db", "ncompose volumes db"),
                new("Where they are", "ncompose volumes --format \"table {{.Name}}\\t{{.Mountpoint}}\""),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, call.Operands, call.Value(format), call.Value(quiet))),
        }.With(format, quiet);
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, string format, bool quiet)
    {
        if (run.ProjectName() is not { } project)
            return ExitCodes.Failure;
        var listing = run.Engine.VolumesAsync(project, run.Stop);
        var rows = await listing;
        if (services.Count > 0)
        {
            if (await ProjectContainers.OfAsync(run, services, all: true, OneOffFilter.Include) is not { } containers)
                return ExitCodes.Failure;
            var mounted = containers.SelectMany(container => container.Mounts).Select(mount => mount.Name)
                .ToHashSet(StringComparer.Ordinal);
            rows = [.. rows.Where(row => mounted.Contains(row.Name))];
        }

        if (!quiet)
            return FormattedRows.Print(run.Terminal, format, "{{.Driver}}\t{{.Name}}", rows.Select(Fields), Headers);
        run.Terminal.Print(string.Concat(rows.Select(row => row.Name + "\n")));
        return ExitCodes.Success;
    }

    private static TemplateValue.Fields Fields(VolumeRow row) => new(
        [
            new("Availability", TemplateValue.Of(Unknown)),
            new("Driver", TemplateValue.Of(row.Driver)),
            new("Group", TemplateValue.Of(Unknown)),
            new("Labels", FormattedRows.Labels(row.Labels)),
            new("Links", TemplateValue.Of(Unknown)),
            new("Mountpoint", TemplateValue.Of(row.Mountpoint)),
            new("Name", TemplateValue.Of(row.Name)),
            new("Scope", TemplateValue.Of(row.Scope)),
            new("Size", TemplateValue.Of(Unknown)),
            new("Status", TemplateValue.Of(Unknown)),
        ],
        FormattedRows.LabelMethod(row.Labels));
}
