using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Page;

/// <summary>
/// `ui`: the stack as a page in the browser, or as a stream of documents. Another program serves it, so that this one stays small.
/// </summary>
internal static class UiCommand
{
    private const int HighestPort = 65535;

    public static CommandSpec Build()
    {
        var json = Flag.Switch("--json", null, "Print the state as a stream of JSON documents instead (schemas/ui.schema.json)");
        var open = Flag.Switch("--open", null, "Open the page in the browser");
        var port = Flag.Number("--port", null, "Port of 127.0.0.1 (default: a free one)");
        var readOnly = Flag.Switch("--read-only", null, "A page without any action");
        var terminal = Flag.Switch("--terminal", null, "Show the stack in the terminal instead of a page");
        return new CommandSpec("ui", "Show the stack as a page in the browser, or in the terminal")
        {
            RefusedOnSwarm = "`ps --nodes`, `nodes` and `logs --follow` show a stack of a swarm",
            OperandRule = OperandRule.AtMost(0),
            Examples =
            [
                new("State, merged logs, the graph and what up would do, in the browser", "ncompose ui --open"),
                new("Services, merged logs and why it waits, without a browser", "ncompose ui --terminal"),
                new("For a screen on the wall", "ncompose ui --port 9000 --read-only"),
            ],
            Validate = call => true switch
            {
                _ when call.Value(port) is < 0 or > HighestPort => $"--port takes 1 to {HighestPort}",
                _ when call.Value(terminal) && (call.Value(json) || call.Value(open) || call.IsGiven(port)) =>
                    "--terminal shows no page: --json, --open and --port are incompatible with it",
                _ when call.Value(terminal) && !(call.Terminal.InputIsTerminal && call.Terminal.OutputIsTerminal) =>
                    "--terminal needs a terminal",
                _ => null,
            },
            Run = call =>
                RunAsync(
                    call, new PageOptions(
                    (int)call.Value(port), call.Value(open), call.Value(readOnly), call.Value(json), call.Value(terminal))),
        }.With(json, open, port, readOnly, terminal);
    }

    private static async Task<int> RunAsync(Invocation call, PageOptions options)
    {
        // What is wrong with the flags and the place of the files is reported here, where people look.
        if (ProjectContext.Open(call) is not { } session)
            return ExitCodes.Failure;
        if (PageProgram.Problem(call, session.Location) is { } problem)
            return session.Reporter.Fail(problem);
        await using var page = PageProgram.Start(call, options);
        return await page.WaitAsync();
    }
}
