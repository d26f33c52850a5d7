using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>What the services of one file share while they are written: names, used networks and volumes, files beside, warnings.</summary>
internal sealed class AdoptionScope(string project, SystemInfoResponse engine)
{
    private readonly Dictionary<string, string> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Project => project;
    public SystemInfoResponse Engine => engine;
    public List<string> Warnings { get; } = [];
    public List<AdoptedFile> Files { get; } = [];

    /// <summary>The networks and volumes on the engine that have been used, by their keys in the file.</summary>
    public Dictionary<string, NetworkResponse> Networks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, VolumeResponse> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>Files of the host that are mounted as secrets, by name.</summary>
    public SortedDictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public required IReadOnlyDictionary<string, NetworkResponse> KnownNetworks { get; init; }
    public required IReadOnlyDictionary<string, VolumeResponse> KnownVolumes { get; init; }

    public void Name(AdoptedContainer container, string service)
    {
        _services[container.Id] = service;
        _names[container.Id] = container.Name;
    }

    /// <summary>Containers that are not adopted but named by adopted ones.</summary>
    public void NameOther(string id, string name) => _names[id] = name;

    /// <summary>The service of a container that is named by id or name; null when it is not adopted.</summary>
    public string? ServiceOf(string container) => Find(_services, container) is { } byId ? byId
        : _names.FirstOrDefault(item => item.Value == container && _services.ContainsKey(item.Key)).Key is { } id ? _services[id] : null;

    public string NameOf(string container) => Find(_names, container) ?? container;

    public bool IsOwn(IDictionary<string, string>? labels) => labels is not null && labels.TryGetValue(LabelNames.Project, out var owner)
        && owner == project;

    /// <summary>The key of a network or volume: its own, if it belongs to the project, or else its name.</summary>
    public static string KeyFor<T>(Dictionary<string, T> used, string wanted, Func<T, bool> isSame)
    {
        var key = wanted;
        for (var number = 2; used.TryGetValue(key, out var other) && !isSame(other); number++)
            key = $"{wanted}_{number}";
        return key;
    }

    private static string? Find(Dictionary<string, string> items, string id) =>
        items.TryGetValue(id, out var exact) ? exact
        : id.Length >= 12 && items.Keys.FirstOrDefault(key => key.StartsWith(id, StringComparison.Ordinal)) is { } whole ? items[whole]
            : null;
}
