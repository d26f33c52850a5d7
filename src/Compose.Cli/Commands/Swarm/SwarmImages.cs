using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`images` on a swarm: what each task was made from. Sizes and ids are known to the nodes only.</summary>
internal static class SwarmImages
{
    private const string Table = "{{.ContainerName}}\t{{.Node}}\t{{.Repository}}\t{{.Tag}}\t{{.Digest}}";

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["ContainerName"] = "TASK",
        ["Digest"] = "DIGEST",
        ["Node"] = "NODE",
        ["Repository"] = "REPOSITORY",
        ["Tag"] = "TAG",
    };

    public static async Task<int> RunAsync(CommandContext run, string stack, IReadOnlyList<string> services, string format, bool quiet)
    {
        var names = services.Select(service => $"{stack}_{service}").ToHashSet(StringComparer.Ordinal);
        var tasks = (await run.Engine.TasksAsync(stack, [], run.Stop))
            .Where(task => task.DesiredState == "running" && (names.Count == 0 || names.Contains(task.Service)))
            .OrderBy(task => task.Name, NaturalOrder.Instance);
        if (quiet)
        {
            run.Terminal.Print(string.Concat(tasks.Select(task => Value(task, "Digest") + "\n").Distinct()));
            return ExitCodes.Success;
        }

        return FormattedRows.Print(run.Terminal, format == "table" ? "" : format, Table, tasks.Select(Fields), Heads);
    }

    private static TemplateValue.Fields Fields(TaskRow task) =>
        new([.. Heads.Keys.Select(name => KeyValuePair.Create(name, TemplateValue.Of(Value(task, name))))]);

    private static string Value(TaskRow task, string name)
    {
        var (reference, digest) = task.Image.Split('@') is [var before, var after] ? (before, after) : (task.Image, "");
        var shown = ShortNames.Image(reference);
        var (repository, tag) = shown.LastIndexOf(':') is var colon && colon > shown.LastIndexOf('/')
            ? (shown[..colon], shown[(colon + 1)..]) : (shown, "");
        return name switch
        {
            "ContainerName" => task.Name,
            "Digest" => digest,
            "Node" => task.Node,
            "Repository" => repository,
            _ => tag.Length == 0 && digest.Length == 0 ? "latest" : tag,
        };
    }
}
