using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Planning.Pictures;

namespace Compose.Cli.Commands.Graph;

/// <summary>`graph`: the services and what each depends on, as a picture or for a program that draws. Needs no engine.</summary>
internal static class GraphCommand
{
    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [mermaid | dot | svg | json]", "mermaid");
        return new CommandSpec("graph", "Draw the services and what they depend on")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("For a README: GitHub and GitLab show Mermaid", "ncompose graph"),
                new("A picture", "ncompose graph --format svg > stack.svg"),
                new("Only web and what it depends on", "ncompose graph --format dot web | dot -Tpng > web.png"),
            ],
            Validate = call => Renderer(call.Value(format)) is null
                ? $"unsupported format {GoSyntax.Quote(call.Value(format))}: values are mermaid, dot, svg and json"
                : null,
            Run = call => Task.FromResult(Run(call, Renderer(call.Value(format))!)),
        }.With(format);
    }

    private static Func<StackGraph, string>? Renderer(string format) => format switch
    {
        "mermaid" => GraphText.Mermaid,
        "dot" => GraphText.Dot,
        "svg" => GraphSvg.Of,
        "json" => GraphJson.Of,
        _ => null,
    };

    private static int Run(Invocation call, Func<StackGraph, string> render)
    {
        if (ProjectContext.Open(call) is not { } session)
            return ExitCodes.Failure;
        var request = session.Request with { Services = [.. call.Operands], ResolveEnvironment = false };
        if (session.Load(request)?.Project is not { } project)
            return ExitCodes.Failure;
        call.Terminal.Print(render(StackGraph.Of(project)));
        return ExitCodes.Success;
    }
}
