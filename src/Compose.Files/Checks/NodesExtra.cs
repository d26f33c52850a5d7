using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>`x-ncompose.nodes` of the project: the address of the engine of each node, by the node's host name. Only ncompose reads it.</summary>
internal static class NodesExtra
{
    private const string Key = "nodes";

    public static NamedMap<string> Of(YamlMapping tree) => tree.Mapping(WatchExtras.Key)?[Key] is YamlMapping nodes
        ? new(nodes.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Text)))
        : NamedMap<string>.Empty;

    public static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        if (tree.Mapping(WatchExtras.Key)?[Key] is not { } node)
            return;
        var wrong = node is YamlMapping nodes
            ? nodes.Entries.Select(entry => entry.Value).FirstOrDefault(value => value is not YamlScalar { Text: var host } || !host.Contains("://", StringComparison.Ordinal))
            : node;
        if (wrong is not null)
            diagnostics.Add(Diagnostic.Error(
                DiagnosticCode.InvalidTarget, $"{WatchExtras.Key}.{Key} must name the engine of each node, such as n2: ssh://root@n2", wrong.Span,
                "not the address of an engine", path: AttributePath.Of(WatchExtras.Key, Key)));
    }
}
