using System.Collections.Immutable;
using QuikGraph;
using QuikGraph.Algorithms.Search;

namespace Compose.Planning.Graph;

/// <summary>
/// Services and their dependencies, by name. Edges to names that are not nodes are ignored: a disabled or absent dependency orders nothing.
/// </summary>
public sealed class DependencyGraph
{
    /// <summary>An edge leads from a service to one that it depends on.</summary>
    private readonly BidirectionalGraph<string, Edge<string>> _graph = new(allowParallelEdges: false);

    public DependencyGraph(IEnumerable<KeyValuePair<string, IEnumerable<string>>> nodes)
    {
        var given = nodes.ToList();
        _graph.AddVertexRange(given.Select(node => node.Key));
        foreach (var (name, dependencies) in given)
            foreach (var dependency in dependencies)
                Add(name, dependency);
    }

    public IEnumerable<string> Nodes => _graph.Vertices.Order(StringComparer.Ordinal);

    public IEnumerable<string> DependenciesOf(string name) =>
        _graph.OutEdges(name).Select(edge => edge.Target).Order(StringComparer.Ordinal);

    public IEnumerable<string> DependentsOf(string name) => _graph.InEdges(name).Select(edge => edge.Source).Order(StringComparer.Ordinal);

    /// <summary>
    /// Dependencies first; among the names that could come next the smallest, as Docker Compose orders them: QuikGraph's topological sorts
    /// promise no such order. Nodes of a cycle, which labels of containers may have, come last.
    /// </summary>
    public ImmutableArray<string> Order()
    {
        var open = _graph.Vertices.ToDictionary(name => name, _graph.OutDegree, StringComparer.Ordinal);
        var ready = new SortedSet<string>(_graph.Vertices.Where(_graph.IsOutEdgesEmpty), StringComparer.Ordinal);
        var order = ImmutableArray.CreateBuilder<string>(open.Count);
        while (ready.Min is { } next)
        {
            ready.Remove(next);
            open.Remove(next);
            order.Add(next);
            ready.UnionWith(_graph.InEdges(next).Select(edge => edge.Source).Where(dependent => --open[dependent] == 0));
        }

        order.AddRange(open.Keys.Order(StringComparer.Ordinal));
        return order.ToImmutable();
    }

    /// <summary>The names and everything they depend on, directly or not.</summary>
    public ImmutableSortedSet<string> WithDependencies(IEnumerable<string> names) => Reachable(_graph, names);

    /// <summary>The names and everything that depends on them, directly or not.</summary>
    public ImmutableSortedSet<string> WithDependents(IEnumerable<string> names) =>
        Reachable(new ReversedBidirectionalGraph<string, Edge<string>>(_graph), names);

    /// <summary>Adds a dependency between two nodes, unless it would close a cycle.</summary>
    internal void AddUnlessCyclic(string name, string dependency)
    {
        if (_graph.ContainsVertex(dependency) && !WithDependencies([dependency]).Contains(name))
            Add(name, dependency);
    }

    private void Add(string name, string dependency)
    {
        if (name != dependency && _graph.ContainsVertex(dependency))
            _graph.AddEdge(new Edge<string>(name, dependency));
    }

    private static ImmutableSortedSet<string> Reachable<TEdge>(IVertexListGraph<string, TEdge> graph, IEnumerable<string> names)
        where TEdge : IEdge<string>
    {
        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var search = new BreadthFirstSearchAlgorithm<string, TEdge>(graph);
        search.DiscoverVertex += name => found.Add(name);
        foreach (var name in names)
            if (graph.ContainsVertex(name) && !found.Contains(name))
                search.Compute(name);
        return found.ToImmutable();
    }
}
