using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack ls`: the stacks of the swarm, with docker's flags and columns.</summary>
internal static class StackLsCommand
{
    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal) { ["Name"] = "NAME", ["Services"] = "SERVICES" };

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, FormatHelp.Text);
        return new CommandSpec("ls", "List stacks")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [new("For a program", "ncompose stack ls --format json")],
            Run = call => CommandContext.WithoutProject(call, async run =>
            {
                var rows = (await run.Engine.StacksAsync(run.Stop)).OrderBy(row => row.Name, NaturalOrder.Instance);
                return FormattedRows.Print(run.Terminal, call.Value(format), "{{.Name}}\t{{.Services}}", rows.Select(Fields), Heads);
            }),
        }.With(format);
    }

    private static TemplateValue.Fields Fields(StackRow row) => new(
        KeyValuePair.Create("Name", TemplateValue.Of(row.Name)),
        KeyValuePair.Create("Services", TemplateValue.Of(row.Services.ToString(CultureInfo.InvariantCulture))));
}
