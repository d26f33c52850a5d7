using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Swarm;

/// <summary>Some reads at the same time. The engine gives no snapshot, so a change between them shows in some and not in others.</summary>
public static class SwarmReader
{
    /// <summary>The label that docker stack gives to everything of a stack.</summary>
    public const string StackLabel = "com.docker.stack.namespace";

    /// <summary>
    /// What the swarm has of a stack. With <paramref name="others"/> the services, networks, configs and secrets of everything else
    /// are there as well: they hold ports, and files name them as external. Tasks are always those of the stack; most commands need none.
    /// </summary>
    public static async Task<StackContents> ReadAsync(
        EngineClient engine, string stack, bool others = false, bool tasks = true, CancellationToken cancellationToken = default)
    {
        var ours = Of(stack);
        var wanted = others ? null : ours;
        // The first call asks for the engine's version, which the others then wait for.
        var services = engine.ListServicesAsync(wanted, cancellationToken);
        var listing = tasks ? engine.ListTasksAsync(ours, cancellationToken) : Task.FromResult<IList<TaskResponse>>([]);
        var nodes = engine.ListNodesAsync(cancellationToken);
        var networks = engine.ListNetworksAsync(wanted, cancellationToken);
        var configs = engine.ListConfigsAsync(wanted, cancellationToken);
        var secrets = engine.ListSecretsAsync(wanted, cancellationToken);
        await Task.WhenAll(services, listing, nodes, networks, configs, secrets).ConfigureAwait(false);
        return new(
            await services.ConfigureAwait(false), await listing.ConfigureAwait(false), await nodes.ConfigureAwait(false),
            await networks.ConfigureAwait(false), await configs.ConfigureAwait(false), await secrets.ConfigureAwait(false));
    }

    public static Filters Of(string stack) => new Filters().Label($"{StackLabel}={stack}");
}
