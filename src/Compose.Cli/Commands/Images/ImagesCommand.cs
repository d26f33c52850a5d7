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

namespace Compose.Cli.Commands.Images;

/// <summary>`images`: what the containers of the project were made from.</summary>
internal static class ImagesCommand
{
    private const int ShortId = 12;

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["ContainerName"] = "CONTAINER",
        ["Repository"] = "REPOSITORY",
        ["Tag"] = "TAG",
        ["Platform"] = "PLATFORM",
        ["ID"] = "IMAGE ID",
        ["Size"] = "SIZE",
        ["Created"] = "CREATED",
        ["LastTagTime"] = "LAST TAGGED",
    };

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [table | json], or a Go template", "table");
        var quiet = Flag.Switch("--quiet", "-q", "Only display IDs");
        var prune = Flag.Switch("--prune", null, "Remove images that were built for this project and have lost their names to newer ones");
        return new CommandSpec("images", "List images used by the created containers")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("All images of the project", "ncompose images"),
                new("Away with what rebuilding has left", "ncompose images --prune"),
                new("Which tag does each container run?", "ncompose images --format \"{{.ContainerName}} {{.Repository}}:{{.Tag}}\""),
            ],
            Run = call => CommandContext.With(call, run => call.Value(prune)
                ? PruneAsync(run)
                : RunAsync(run, call.Operands, call.Value(format), call.Value(quiet))),
        }.With(format, prune, quiet);
    }

    private static Task<int> PruneAsync(CommandContext run) => run.ProjectName() is not null && run.Target == DeployTarget.Swarm
        ? Task.FromResult(run.Reporter.Fail(
            "--prune is not supported with the target swarm", "`docker image prune` at a node removes what it has"))
        : ImagePrune.RunAsync(run);

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, string format, bool quiet)
    {
        var isTemplate = format.Contains("{{", StringComparison.Ordinal);
        if (!quiet && !isTemplate && format.ToLowerInvariant() is not ("table" or "pretty" or "json" or ""))
            return run.Reporter.Fail(
                $"format value {GoSyntax.Quote(format)} could not be parsed: parsing failed", "formats are table, json and Go templates");
        if (run.ProjectName() is not { } project)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await SwarmImages.RunAsync(run, project, services, format.ToLowerInvariant() is "pretty" ? "" : format, quiet);
        var isJson = format.Equals("json", StringComparison.OrdinalIgnoreCase);
        var built = services.Count == 0 && !quiet && !isTemplate && !isJson ? UnusedImages.LookAsync(run, project) : null;
        if (await ProjectContainers.OfAsync(run, services, all: true, OneOffFilter.Include) is not { } containers)
            return ExitCodes.Failure;
        var rows = await run.Engine.ImagesOfAsync(containers, run.Stop);
        if (quiet)
            run.Terminal.Print(
                string.Concat(rows.Select(row => row.Id[(row.Id.IndexOf(':', StringComparison.Ordinal) + 1)..] + "\n").Distinct()));
        else if (isTemplate)
            return FormattedRows.Print(run.Terminal, format, "", rows.Select(Fields), Headers);
        else if (isJson)
            run.Terminal.PrintLine(TemplateJson.Of(new TemplateValue.List([.. rows.Select(Fields)])) + "\n");
        else
        {
            run.Terminal.Print(Table(rows));
            if (built is not null)
                UnusedImages.Report(run, containers.Select(container => container.Service).ToHashSet(StringComparer.Ordinal), await built);
        }

        return ExitCodes.Success;
    }

    private static string Table(ImmutableArray<ImageRow> rows)
    {
        var table = new TablePrinter("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED") { LeastWidth = 20 };
        foreach (var row in rows)
            table.Add(
                row.Container.Name, OrNone(row.Repository), OrNone(row.Tag), row.Platform.Length > 0 ? row.Platform : "unknown",
                Short(row.Id), HumanUnits.Size(row.Size, digits: 3), Created(row));
        return table.Render();
    }

    private static string OrNone(string text) => text.Length > 0 ? text : "<none>";

    private static string Short(string id)
    {
        var digest = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digest.Length > ShortId ? digest[..ShortId] : digest;
    }

    private static string Created(ImageRow row) =>
        DateTimeOffset.TryParse(row.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? HumanUnits.Ago(created, TimeProvider.System.GetUtcNow())
            : "N/A";

    private static TemplateValue.Fields Fields(ImageRow row)
    {
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, TemplateValue>>();
        fields.Add(new("ID", TemplateValue.Of(row.Id)));
        fields.Add(new("ContainerName", TemplateValue.Of(row.Container.Name)));
        fields.Add(new("Repository", TemplateValue.Of(row.Repository)));
        fields.Add(new("Tag", TemplateValue.Of(row.Tag)));
        fields.Add(new("Platform", TemplateValue.Of(row.Platform)));
        fields.Add(new("Size", TemplateValue.Of(row.Size)));
        if (row.Created.Length > 0)
            fields.Add(new("Created", TemplateValue.Of(row.Created)));
        if (row.LastTagged.Length > 0)
            fields.Add(new("LastTagTime", TemplateValue.Of(row.LastTagged)));
        return new TemplateValue.Fields(fields.ToImmutable());
    }
}
