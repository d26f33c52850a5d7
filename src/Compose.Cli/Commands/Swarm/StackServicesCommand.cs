using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack services`: the services of a stack, with docker's flags and columns.</summary>
internal static class StackServicesCommand
{
    private const string Table = "{{.ID}}\t{{.Name}}\t{{.Mode}}\t{{.Replicas}}\t{{.Image}}\t{{.Ports}}";

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["ID"] = "ID",
        ["Image"] = "IMAGE",
        ["Mode"] = "MODE",
        ["Name"] = "NAME",
        ["Ports"] = "PORTS",
        ["Replicas"] = "REPLICAS",
    };

    public static CommandSpec Build()
    {
        var filter = Flag.List("--filter", "-f", "Filter output based on conditions provided", "filter");
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var quiet = Flag.Switch("--quiet", "-q", "Only display IDs");
        return new CommandSpec("services", "List the services in the stack")
        {
            KnowsSwarm = true,
            OperandUsage = "STACK",
            OperandRule = OperandRule.Exactly(1),
            Examples = [new("How many tasks of each run", "ncompose stack services shop --format \"{{.Name}} {{.Replicas}}\"")],
            Validate = call => StackName.Validate(call.Operands[0]) ?? FilterArguments.Validate(call.Value(filter)),
            Run = call => CommandContext.WithoutProject(call, async run =>
            {
                var stack = StackName.Read(call.Operands[0]);
                var rows = await run.Engine.ServicesAsync(stack, FilterArguments.Read(call.Value(filter)), run.Stop);
                if (rows.IsEmpty)
                    return Nothing(run, stack);
                var text = call.Value(quiet) ? "{{.ID}}" : call.Value(format);
                return FormattedRows.Print(
                    run.Terminal, text, Table, rows.OrderBy(row => row.Name, NaturalOrder.Instance).Select(Fields), Heads);
            }),
        }.With(filter, format, quiet);
    }

    /// <summary>A stack without services is no error to docker.</summary>
    private static int Nothing(CommandContext run, string stack)
    {
        run.Terminal.ReportLine("Nothing found in stack: " + stack);
        return ExitCodes.Success;
    }

    private static TemplateValue.Fields Fields(ServiceRow row) => new(
        [.. Heads.Keys],
        name => TemplateValue.Of(Value(row, name)),
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty);

    private static string Value(ServiceRow row, string name) => name switch
    {
        "ID" => ShortNames.Id(row.Id),
        "Image" => ShortNames.Image(row.Image),
        "Mode" => row.Mode,
        "Name" => row.Name,
        "Ports" => ServicePortRanges.Of(row.Ports),
        "Replicas" => row.Replicas,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no field of a service"),
    };
}
