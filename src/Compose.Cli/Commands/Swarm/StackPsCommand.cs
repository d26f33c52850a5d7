using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack ps`: the tasks of a stack, with docker's flags and columns.</summary>
internal static class StackPsCommand
{
    public static CommandSpec Build()
    {
        var filter = Flag.List("--filter", "-f", "Filter output based on conditions provided", "filter");
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var noResolve = Flag.Switch("--no-resolve", null, "Do not map IDs to Names");
        var noTrunc = Flag.Switch("--no-trunc", null, "Do not truncate output");
        var quiet = Flag.Switch("--quiet", "-q", "Only display task IDs");
        return new CommandSpec("ps", "List the tasks in the stack")
        {
            KnowsSwarm = true,
            OperandUsage = "STACK",
            OperandRule = OperandRule.Exactly(1),
            Examples =
            [
                new("Only what is to run", "ncompose stack ps shop --filter desired-state=running"),
                new("The whole of each error", "ncompose stack ps shop --no-trunc --format \"{{.Name}} {{.Error}}\""),
            ],
            Validate = call => StackName.Validate(call.Operands[0]) ?? FilterArguments.Validate(call.Value(filter)),
            Run = call => CommandContext.WithoutProject(call, async run =>
            {
                var stack = StackName.Read(call.Operands[0]);
                var rows = await run.Engine.TasksAsync(stack, FilterArguments.Read(call.Value(filter)), run.Stop);
                if (rows.IsEmpty)
                    return Nothing(run, stack);
                var text = call.Value(quiet) ? "{{.ID}}" : call.Value(format);
                var isTable = text.Length == 0 || text.StartsWith("table", StringComparison.Ordinal);
                var fields = new StackTaskFields(call.Value(noTrunc), !call.Value(noResolve), isTable, run.Started);
                return FormattedRows.Print(run.Terminal, text, StackTaskFields.Table, fields.Of(rows), StackTaskFields.Heads);
            }),
        }.With(filter, format, noResolve, noTrunc, quiet);
    }

    private static int Nothing(CommandContext run, string stack)
    {
        run.Terminal.ReportLine("nothing found in stack: " + stack);
        return ExitCodes.Failure;
    }
}
