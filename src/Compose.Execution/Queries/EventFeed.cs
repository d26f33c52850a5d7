using System.Runtime.CompilerServices;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Queries;

/// <summary>
/// What happens to a project. Containers carry its label in their events; networks and volumes do not, and are known by the names that the
/// project has on the engine and by those that come up with its containers.
/// </summary>
public sealed class EventFeed : IAsyncDisposable
{
    private readonly EventStream _stream;
    private readonly string _project;
    private readonly EventRequest _request;
    private readonly HashSet<string> _resources;

    private EventFeed(EventStream stream, string project, EventRequest request, HashSet<string> resources) =>
        (_stream, _project, _request, _resources) = (stream, project, request, resources);

    internal static async Task<EventFeed> OpenAsync(
        EngineClient engine, string project, EventRequest request, CancellationToken cancellationToken)
    {
        var label = $"{LabelNames.Project}={project}";
        var filters = new Filters();
        foreach (var kind in request.Kinds)
            filters.Add("type", kind);
        if (request.Kinds is ["container"])
            filters.Label(label);
        var stream = await engine.OpenEventsAsync(filters, request.Since, request.Until, cancellationToken);
        var resources = new HashSet<string>(StringComparer.Ordinal);
        if (request.Kinds is not ["container"])
        {
            var networks = engine.ListNetworksAsync(new Filters().Label(label), cancellationToken);
            var volumes = engine.ListVolumesAsync(new Filters().Label(label), cancellationToken);
            resources.UnionWith((await networks).Select(network => network.Name));
            resources.UnionWith((await volumes).Volumes.OrEmpty().Select(volume => volume.Name));
        }

        return new EventFeed(stream, project, request, resources);
    }

    public async IAsyncEnumerable<ProjectEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _stream.WithCancellation(cancellationToken))
        {
            if (IsOurs(happened) && ProjectEvent.Of(happened) is { } known
                && (_request.Services.IsEmpty || _request.Services.Contains(known.Service)))
                yield return known;
        }

        if (_request.Until is null)
            throw EventStream.Ended();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private bool IsOurs(Message happened)
    {
        var facts = happened.Actor.Attributes.OrEmpty();
        if (facts.GetValueOrDefault(LabelNames.Project) == _project)
            return true;
        var name = happened.Type switch
        {
            "network" => facts.GetValueOrDefault("name"),
            "volume" => happened.Actor.ID,
            _ => null,
        };
        // Names of a project's networks and volumes begin with its own, unless the file says otherwise; those were listed.
        return name is not null && (_resources.Contains(name) || name.StartsWith(_project + "_", StringComparison.Ordinal));
    }
}
