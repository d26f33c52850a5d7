using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`port` on a swarm: an ingress port is open at every node, one in host mode at the node of its task.</summary>
internal static class SwarmPort
{
    public static async Task<int> RunAsync(CommandContext run, string stack, string service, int port, string protocol, long index)
    {
        var found = await run.Engine.ServicesAsync(stack, [KeyValuePair.Create("name", $"{stack}_{service}")], run.Stop);
        if (found.FirstOrDefault(row => row.Name == $"{stack}_{service}") is not { } declared)
            return run.Reporter.Fail($"stack \"{stack}\" has no service \"{service}\"");
        var published = declared.Ports.FirstOrDefault(other => other.Target == port && other.Protocol == protocol);
        if (published is { IsIngress: true })
            return Print(run, "0.0.0.0", published.Published);
        if (await TaskSelection.TasksAsync(run, stack, service, index) is not [var task, ..])
            return ExitCodes.Failure;
        if (task.Ports.FirstOrDefault(other => other.Target == port && other.Protocol == protocol) is { } host)
            return Print(run, (await run.Engine.NodesAsync(run.Stop)).First(node => node.Id == task.NodeId).Address, (uint)host.Published);
        var ports = declared.Ports.Select(other => $"{other.Target}/{other.Protocol}").ToImmutableArray();
        return run.Reporter.Fail($"no port {port}/{protocol} for service {declared.Name}: {string.Join(", ", ports)}");
    }

    private static int Print(CommandContext run, string address, uint port)
    {
        run.Terminal.PrintLine(string.Create(CultureInfo.InvariantCulture, $"{address}:{port}"));
        return ExitCodes.Success;
    }
}
