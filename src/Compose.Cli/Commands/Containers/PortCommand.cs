using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Containers;

/// <summary>`port`: where a port of a container is published.</summary>
internal static class PortCommand
{
    public static CommandSpec Build()
    {
        var index = Flag.Number("--index", null, "Index of the container if service has multiple replicas");
        var protocol = Flag.Text("--protocol", null, "tcp or udp", "tcp");
        return new CommandSpec("port", "Print the public port for a port binding")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE PRIVATE_PORT",
            OperandRule = OperandRule.AtLeast(2),
            Examples = [new("Open what the engine has chosen", "ncompose port web 80")],
            Run = call =>
                CommandContext.With(call, run => RunAsync(run, call.Operands, call.Value(index), call.Value(protocol).ToLowerInvariant())),
        }.With(index, protocol);
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> operands, long index, string protocol)
    {
        if (!GoSyntax.TryParseInt(operands[1], out var port, out var wrong) || port is < 0 or > ushort.MaxValue)
            return run.Reporter.Fail(
                $"strconv.ParseUint: parsing {GoSyntax.Quote(operands[1])}: {(wrong == "invalid syntax" && port == 0 ? wrong : "value out of range")}");
        if (run.ProjectName() is { } project && run.Target == DeployTarget.Swarm)
            return await SwarmPort.RunAsync(run, project, operands[0], (int)port, protocol, index);
        if (await ContainerSelection.RunningAsync(run, operands[0], index) is not { } container)
            return ExitCodes.Failure;
        if (container.Ports.FirstOrDefault(other => other.Target == port && other.Protocol == protocol) is { } found)
        {
            run.Terminal.PrintLine(string.Create(CultureInfo.InvariantCulture, $"{found.Address}:{found.Published}"));
            return ExitCodes.Success;
        }

        var ports = container.Ports.OrderBy(other => other.Target).Select(other => $"{other.Target}/{other.Protocol}").Distinct();
        return run.Reporter.Fail($"no port {port}/{protocol} for container {container.Name}: {string.Join(", ", ports)}");
    }
}
