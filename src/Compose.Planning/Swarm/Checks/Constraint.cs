using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>
/// A condition on nodes: `node.labels.disk == ssd`. Null for a text that the swarm would accept and that no node could meet.
/// </summary>
internal sealed record Constraint(string Key, bool IsEqual, string Value)
{
    private const string NodeLabel = "node.labels.";
    private const string EngineLabel = "engine.labels.";

    public static Constraint? Parse(string text)
    {
        foreach (var word in (ReadOnlySpan<string>)["==", "!="])
            if (text.Split(word, 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, { Length: > 0 } value])
                return IsKnown(key) ? new Constraint(key, word == "==", value) : null;
        return null;
    }

    public bool IsMetBy(Api.NodeListResponse node) => string.Equals(ValueOf(node), Value, StringComparison.OrdinalIgnoreCase) == IsEqual;

    private static bool IsKnown(string key) =>
        Is(key, "node.id", "node.hostname", "node.ip", "node.role", "node.platform.os", "node.platform.arch")
        || key.StartsWith(NodeLabel, StringComparison.OrdinalIgnoreCase) || key.StartsWith(EngineLabel, StringComparison.OrdinalIgnoreCase);

    private string? ValueOf(Api.NodeListResponse node) => true switch
    {
        _ when Is(Key, "node.id") => node.ID,
        _ when Is(Key, "node.hostname") => node.Description?.Hostname,
        _ when Is(Key, "node.ip") => node.Status?.Addr,
        _ when Is(Key, "node.role") => node.Spec?.Role,
        _ when Is(Key, "node.platform.os") => node.Description?.Platform?.OS,
        _ when Is(Key, "node.platform.arch") => node.Description?.Platform?.Architecture,
        _ when Key.StartsWith(NodeLabel, StringComparison.OrdinalIgnoreCase) => Label(node.Spec?.Labels, Key[NodeLabel.Length..]),
        _ => Label(node.Description?.Engine?.Labels, Key[EngineLabel.Length..]),
    };

    /// <summary>A label that a node does not have is like an empty one.</summary>
    private static string Label(IDictionary<string, string>? labels, string name) => labels is not null
        && labels.TryGetValue(name, out var value) ? value : "";

    private static bool Is(string key, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
