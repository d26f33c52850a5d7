using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Facts;
using Compose.Host;

namespace Compose.Cli.Commands.Inspecting;

/// <summary>`info`: where the engine is, what helps to reach it, and what works with it.</summary>
internal static class InfoCommand
{
    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [pretty | json]", "pretty");
        return new CommandSpec("info", "Show the engine, what is around it, and what works with it")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [new("What does not work here, and why?", "ncompose info"), new("For a program", "ncompose info --format json")],
            Run = call => CommandContext.WithoutProject(call, run => RunAsync(run, call.Value(format))),
        }.With(format);
    }

    private static async Task<int> RunAsync(CommandContext run, string format)
    {
        if (format is not ("pretty" or "json"))
            return run.Reporter.Fail(
                $"format value {GoSyntax.Quote(format)} could not be parsed: parsing failed", "formats are pretty and json");
        var client = run.Engine.ClientFacts();
        EngineFacts? engine = null;
        string? problem = null;
        try
        {
            engine = await run.Engine.FactsAsync(run.Stop);
        }
        catch (ReportedFailure failure)
        {
            // What is on this machine helps to find out why the engine does not answer.
            problem = failure.Sentence;
        }

        run.Terminal.Print(format == "json" ? InfoJson.Of(client, engine, problem) : InfoText.Of(client, engine));
        return problem is null ? ExitCodes.Success : run.Reporter.Fail(problem);
    }
}
