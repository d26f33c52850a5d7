using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;
using QuikGraph;
using QuikGraph.Algorithms.Search;
using Dependency = QuikGraph.TaggedEdge<string, Compose.Files.Yaml.YamlEntry>;

namespace Compose.Files.Checks;

/// <summary>Services that wait for each other never start. Every cycle that closes is reported once, in the order of the names.</summary>
internal static class DependencyCycles
{
    public static void Check(YamlMapping services, DiagnosticBag diagnostics)
    {
        var path = new Dictionary<string, Dependency>(StringComparer.Ordinal);
        var search = new DepthFirstSearchAlgorithm<string, Dependency>(GraphOf(services));
        search.TreeEdge += dependency => path[dependency.Target] = dependency;
        search.BackEdge += closing => diagnostics.Add(Cycle(closing, path));
        search.Compute();
    }

    private static AdjacencyGraph<string, Dependency> GraphOf(YamlMapping services)
    {
        var graph = new AdjacencyGraph<string, Dependency>();
        graph.AddVertexRange(services.Entries.Select(service => service.Key).Order(StringComparer.Ordinal));
        foreach (var service in services.Entries)
            foreach (var entry in ((service.Value as YamlMapping)?.Entries("depends_on") ?? [])
                .OrderBy(entry => entry.Key, StringComparer.Ordinal))
                if (services.Contains(entry.Key))
                    graph.AddEdge(new Dependency(service.Key, entry.Key, entry));
        return graph;
    }

    private static Diagnostic Cycle(Dependency closing, Dictionary<string, Dependency> path)
    {
        var cycle = new Stack<Dependency>();
        for (var name = closing.Source; name != closing.Target; name = path[name].Source)
            cycle.Push(path[name]);
        var names = string.Join(" -> ", cycle.Select(dependency => dependency.Target).Prepend(closing.Target).Append(closing.Target));
        return Diagnostic.Error(
            DiagnosticCode.DependencyCycle, $"dependency cycle detected: {names}", closing.Tag.KeySpan,
            $"waits for {closing.Target}, which waits for this", "remove one of these dependencies") with
        {
            Related =
            [
                .. cycle.Where(dependency => !dependency.Tag.KeySpan.IsNone)
                    .Select(dependency => new Label(dependency.Tag.KeySpan, $"waits for {dependency.Target}")),
            ],
        };
    }
}
