using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Docker.DotNet.Models;

namespace Compose.Execution.Observing;

/// <summary>
/// Services with `container:NAME` as network, ipc or pid mode: what their containers lean on, and who has the names now. A list does not
/// tell, so these are inspected; projects without such a service pay nothing.
/// </summary>
internal static class NamedContainers
{
    private const string Prefix = "container:";

    public static async Task<ObservedState> AddAsync(
        EngineClient engine, ObservedState state, ComposeProject declared, CancellationToken cancellationToken)
    {
        var leaning = declared.Services.Values.Where(service => !ServiceGraph.NamedContainers(service).IsEmpty).ToList();
        if (leaning.Count == 0)
            return state;
        var services = leaning.Select(service => service.Name).ToHashSet(StringComparer.Ordinal);
        var names = leaning.SelectMany(service => ServiceGraph.NamedContainers(service)).Distinct(StringComparer.Ordinal)
            .Where(name => state.Containers.All(container => container.Name != name)).ToList();
        var found = Task.WhenAll(names.Select(async name => (Name: name, (await FindAsync(engine, name, cancellationToken))?.ID)));
        var containers = Task.WhenAll(state.Containers.Select(async container =>
            services.Contains(container.Service)
                ? container with { NamespaceContainerIds = Modes(await FindAsync(engine, container.Id, cancellationToken)) } : container));
        return state with
        {
            Containers = [.. await containers],
            Named = new NamedMap<string>(
                (await found).Where(item => item.ID is not null).Select(item => KeyValuePair.Create(item.Name, item.ID!))),
        };
    }

    private static ImmutableArray<string>? Modes(ContainerInspectResponse? container) => container?.HostConfig is not { } host ? null :
    [
        .. new[] { host.NetworkMode, host.IpcMode, host.PidMode }.OfType<string>()
            .Where(mode => mode.StartsWith(Prefix, StringComparison.Ordinal)).Select(mode => mode[Prefix.Length..])
            .Distinct(StringComparer.Ordinal),
    ];

    private static async Task<ContainerInspectResponse?> FindAsync(
        EngineClient engine, string container, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.InspectContainerAsync(container, cancellationToken: cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // No container has the name, or it has gone since the list.
            return null;
        }
    }
}
