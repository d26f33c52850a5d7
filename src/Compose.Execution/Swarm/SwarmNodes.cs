using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>The nodes of a swarm by their ids.</summary>
public sealed class SwarmNodes(IEnumerable<NodeListResponse> nodes)
{
    private readonly Dictionary<string, NodeListResponse> _nodes = nodes.ToDictionary(node => node.ID, StringComparer.Ordinal);

    public static SwarmNodes None { get; } = new([]);

    public IReadOnlyCollection<NodeListResponse> All => _nodes.Values;

    /// <summary>The nodes that do not report.</summary>
    public IEnumerable<string> Lost => All.Where(node => !IsReady(node.ID)).Select(node => Name(node.ID)).Order(StringComparer.Ordinal);

    public NodeListResponse? Find(string? id) => id is null ? null : _nodes.GetValueOrDefault(id);

    /// <summary>Its host name; the id of one that is no longer a member.</summary>
    public string Name(string? id) => Find(id)?.Description?.Hostname is { Length: > 0 } name ? name : id ?? "";

    /// <summary>What runs on a node that does not report is only what ran when it last did.</summary>
    public bool IsReady(string? id) => Find(id)?.Status?.State == "ready";
}
