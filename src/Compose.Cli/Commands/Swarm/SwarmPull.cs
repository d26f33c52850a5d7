using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`pull` on a swarm: by the engines of all nodes that are known by an address, so that an update need not wait for it.</summary>
internal static class SwarmPull
{
    /// <param name="run">Where it runs.</param>
    /// <param name="nodeHost">The template of addresses.</param>
    /// <param name="pull">Pulls by the engine that the command talks to then.</param>
    public static async Task<int> RunAsync(CommandContext run, string nodeHost, Func<Task<int>> pull)
    {
        var result = ExitCodes.Success;
        var others = new List<string>();
        foreach (var (node, engine) in (await TaskNodes.OpenAsync(run, nodeHost)).ThatTakeTasks)
        {
            if (engine is null)
            {
                others.Add(node.Name);
                continue;
            }

            run.Inform($"node {node.Name}");
            run.MoveTo(engine);
            if (await pull() is not ExitCodes.Success and var failure)
                result = failure;
        }

        if (others.Count > 0)
            run.Inform($"not pulled at {string.Join(", ", others)}, whose engines neither --node-host nor x-ncompose.nodes names: "
                + "a node pulls what a task needs when it starts");
        return result;
    }
}
