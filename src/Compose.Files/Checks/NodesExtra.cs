using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>
/// `x-ncompose.nodes` of the project: the engine of each node, by the node's host name: its address, or the name of a docker context. Only
/// ncompose reads it.
/// </summary>
internal static class NodesExtra
{
    private const string Key = "nodes";

    public static NamedMap<string> Of(YamlMapping tree) => tree.Mapping(WatchExtras.Key)?[Key] is YamlMapping nodes
        ? new(nodes.Entries.Where(entry => entry.Value is YamlScalar)
            .Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Text)))
        : NamedMap<string>.Empty;

    public static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        if (tree.Mapping(WatchExtras.Key)?[Key] is not { } node)
            return;
        var wrong = node is YamlMapping nodes
            ? nodes.Entries.Select(entry => entry.Value)
            .FirstOrDefault(value => value is not YamlScalar { Text: var host } || !IsEngine(host))
            : node;
        if (wrong is not null)
            diagnostics.Add(Diagnostic.Error(
                DiagnosticCode.InvalidTarget, $"{WatchExtras.Key}.{Key} must name the engine of each node, such as n2: ssh://root@n2",
                wrong.Span,
                "neither the address of an engine nor the name of a docker context", path: AttributePath.Of(WatchExtras.Key, Key)));
    }

    /// <summary>Names of contexts are letters, digits and a few signs.</summary>
    private static bool IsEngine(string text) => text.Contains("://", StringComparison.Ordinal)
        || (text.Length > 0 && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '+' or '-'));
}
