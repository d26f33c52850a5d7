using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Bridging;

namespace Compose.Cli.Commands.Bridge;

/// <summary>`bridge transformations`: the images that convert, and the start of one of one's own.</summary>
internal static class TransformationCommands
{
    public const string ListDescription = "List available transformations";
    public const string CreateDescription = "Create a new transformation";
    private const string DefaultImage = "docker/compose-bridge-kubernetes";
    private const int ShortId = 12;

    private const string Dockerfile = """
        FROM docker/compose-bridge-transformer
        LABEL com.docker.compose.bridge=transformation
        COPY templates /templates

        """;

    public static CommandSpec List()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [table | json]", "table");
        var quiet = Flag.Switch("--quiet", "-q", "Only display transformer names");
        return new CommandSpec("list", ListDescription)
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Validate = call => call.Value(format) is "table" or "json" ? null
                : $"format value {GoSyntax.Quote(call.Value(format))} could not be parsed: parsing failed",
            Run = call => CommandContext.WithoutProject(call, async run =>
                Print(run, await run.Engine.Transformations.ListAsync(run.Stop), call.Value(format) == "json", call.Value(quiet))),
        }.With(format, quiet);
    }

    public static CommandSpec Create()
    {
        var from = Flag.Text("--from", "-f", $"Existing transformation to copy (default: {DefaultImage})");
        return new CommandSpec("create", CreateDescription)
        {
            KnowsSwarm = true,
            OperandUsage = "PATH",
            OperandRule = OperandRule.Exactly(1),
            Run = call => CommandContext.WithoutProject(call, run => CreateAsync(
                run, Path.GetFullPath(call.Operands[0], call.Process.CurrentDirectory), call.Value(from) is { Length: > 0 } image ? image
                    : DefaultImage)),
        }.With(from);
    }

    private static int Print(CommandContext run, ImmutableArray<TransformationImage> images, bool json, bool quiet)
    {
        if (quiet)
            run.Terminal.Print(string.Concat(images.Select(image => (image.Tags.IsEmpty ? image.Id : image.Tags[0]) + "\n")));
        else if (json)
            run.Terminal.PrintLine(TemplateJson.Of(new TemplateValue.List([.. images.Select(Fields)]), escapesHtml: false));
        else
            run.Terminal.Print(Table(images));
        return ExitCodes.Success;
    }

    private static string Table(ImmutableArray<TransformationImage> images)
    {
        var table = new TablePrinter("IMAGE ID", "REPO", "TAGS", "SIZE") { LeastWidth = 20 };
        foreach (var image in images)
        {
            var tag = image.Tags.IsEmpty ? "" : image.Tags[0];
            var colon = tag.LastIndexOf(':') is var at && at > tag.LastIndexOf('/') ? at : -1;
            var id = image.Id[(image.Id.IndexOf(':', StringComparison.Ordinal) + 1)..];
            table.Add(id[..Math.Min(ShortId, id.Length)], colon < 0 ? "<none>" : tag[..colon], colon < 0 ? "<none>" : tag[(colon + 1)..],
                HumanUnits.Size(image.Size, digits: 3));
        }

        return table.Render();
    }

    private static TemplateValue.Fields Fields(TransformationImage image) => new(
        KeyValuePair.Create("Id", TemplateValue.Of(image.Id)),
        KeyValuePair.Create("RepoTags", (TemplateValue)new TemplateValue.List([.. image.Tags.Select(TemplateValue.Of)])),
        KeyValuePair.Create("RepoDigests", (TemplateValue)new TemplateValue.List([.. image.Digests.Select(TemplateValue.Of)])),
        KeyValuePair.Create("Size", TemplateValue.Of(image.Size)));

    private static async Task<int> CreateAsync(CommandContext run, string folder, string image)
    {
        if (Path.Exists(folder))
            return run.Reporter.Fail($"output folder {folder} already exists");
        try
        {
            Directory.CreateDirectory(folder);
            if (await run.Engine.Transformations.CopyTemplatesAsync(image, folder, run.Reporter.Warn, run.Stop) is { } problem)
                return run.Reporter.Fail(problem);
            await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), Dockerfile, run.Stop);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder.
            return run.Reporter.Fail(refusal.Message);
        }

        run.Terminal.PrintLine(string.Create(CultureInfo.InvariantCulture, $"Transformer created in {GoSyntax.Quote(folder)}"));
        return ExitCodes.Success;
    }
}
