using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Graph;

/// <summary>`alpha viz`: the graph in the words of Docker Compose, whose order of services is random; here they are sorted.</summary>
internal static class VizCommand
{
    public static CommandSpec Build()
    {
        var image = Flag.Switch("--image", null, "Include service's image name in output graph");
        var size = Flag.Number("--indentation-size", null, "Number of tabs or spaces to use for indentation", 1);
        var networks = Flag.Switch("--networks", null, "Include service's attached networks in output graph");
        var ports = Flag.Switch("--ports", null, "Include service's exposed ports in output graph");
        var spaces = Flag.Switch(
            "--spaces", null, "If given, space character ' ' will be used to indent, otherwise tab character '\\t' will be used");
        return new CommandSpec("viz", "EXPERIMENTAL - Generate a graphviz graph from your compose file")
        {
            KnowsSwarm = true,
            Validate = call => call.Value(size) < 0 ? $"invalid indentation size: {call.Value(size)}" : null,
            Run = call => Task.FromResult(Run(call, new VizText
            {
                Image = call.Value(image),
                Networks = call.Value(networks),
                Ports = call.Value(ports),
                Indentation = new string(call.Value(spaces) ? ' ' : '\t', (int)Math.Min(call.Value(size), VizText.WidestIndentation)),
            })),
        }.With(image, size, networks, ports, spaces);
    }

    private static int Run(Invocation call, VizText text)
    {
        call.Terminal.ReportLine("viz command is EXPERIMENTAL");
        if (ProjectContext.Open(call) is not { } session
            || session.Load(session.Request with { ResolveEnvironment = false })?.Project is not { } project)
        {
            return ExitCodes.Failure;
        }

        call.Terminal.Print(text.Of(project));
        return ExitCodes.Success;
    }
}
