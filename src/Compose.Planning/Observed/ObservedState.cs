using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Observed;

/// <summary>
/// The project's state on the engine: all its containers (also stopped ones, one-offs and hooks), and the networks and volumes that have
/// its label or a name that it uses.
/// </summary>
public sealed record ObservedState(string Project)
{
    public ImmutableArray<ObservedContainer> Containers { get; init; } = [];
    public ImmutableArray<ObservedNetwork> Networks { get; init; } = [];
    public ImmutableArray<ObservedVolume> Volumes { get; init; } = [];

    /// <summary>Ids of containers outside of the project that files name with `container:NAME`, by that name.</summary>
    public NamedMap<string> Named { get; init; } = NamedMap<string>.Empty;

    /// <summary>The container with this name, in or outside of the project.</summary>
    public string? IdOf(string name) =>
        Containers.FirstOrDefault(container => container.Name == name)?.Id ?? (Named.TryGet(name, out var id) ? id : null);

    /// <summary>Images with the project's label; read only for `down --rmi`.</summary>
    public ImmutableArray<ObservedImage> Images { get; init; } = [];

    /// <summary>References of the models that `docker model` has; read only for projects with models.</summary>
    public ImmutableHashSet<string> Models { get; init; } = [];

    /// <summary>The replicas of a service by number, without one-offs and hooks.</summary>
    public IEnumerable<ObservedContainer> ReplicasOf(string service) =>
        ObservedContainer.InOrder(Containers.Where(container => container.Service == service && !container.IsOneOff && !container.IsHook));

    /// <summary>The containers of the pre_start hooks of a service.</summary>
    public ImmutableArray<ObservedContainer> HooksOf(string service) =>
        [.. Containers.Where(container => container.IsHook && container.Service == service)];
}
