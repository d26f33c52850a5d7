using System.Collections.Immutable;

namespace Compose.Planning.Graph;

/// <summary>
/// Who needs whom, by name. Order is always the same for the same edges: among names that could come next the smallest comes first.
/// Edges to names that are not nodes are left out: a disabled or absent dependency orders nothing.
/// </summary>
public sealed class DependencyGraph
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _dependencies;
    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _dependents;

    public DependencyGraph(IEnumerable<KeyValuePair<string, IEnumerable<string>>> nodes)
    {
        var given = nodes.ToList();
        var names = given.Select(node => node.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        var none = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        var dependents = names.ToDictionary(name => name, _ => none.ToBuilder(), StringComparer.Ordinal);
        var dependencies = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);
        foreach (var (name, needs) in given)
        {
            dependencies[name] = needs.Where(need => names.Contains(need) && need != name).ToImmutableSortedSet(StringComparer.Ordinal);
            foreach (var need in dependencies[name])
                dependents[need].Add(name);
        }

        _dependencies = dependencies.ToImmutable();
        _dependents = dependents.ToImmutableSortedDictionary(item => item.Key, item => item.Value.ToImmutable(), StringComparer.Ordinal);
    }

    public IEnumerable<string> Nodes => _dependencies.Keys;

    public ImmutableSortedSet<string> DependenciesOf(string name) => _dependencies[name];

    public ImmutableSortedSet<string> DependentsOf(string name) => _dependents[name];

    /// <summary>Dependencies first. Nodes of a cycle, which a checked project does not have, come last in the order of their names.</summary>
    public ImmutableArray<string> Order()
    {
        var open = _dependencies.ToDictionary(item => item.Key, item => item.Value.Count, StringComparer.Ordinal);
        var ready = new SortedSet<string>(open.Where(item => item.Value == 0).Select(item => item.Key), StringComparer.Ordinal);
        var order = ImmutableArray.CreateBuilder<string>(open.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min!;
            ready.Remove(next);
            open.Remove(next);
            order.Add(next);
            foreach (var dependent in _dependents[next])
                if (--open[dependent] == 0)
                    ready.Add(dependent);
        }

        order.AddRange(open.Keys.Order(StringComparer.Ordinal));
        return order.ToImmutable();
    }

    public ImmutableArray<string> ReverseOrder() => [.. Order().Reverse()];

    /// <summary>The names and everything they need, directly or not.</summary>
    public ImmutableSortedSet<string> WithDependencies(IEnumerable<string> names) => Closure(names, _dependencies);

    /// <summary>The names and everything that needs them, directly or not.</summary>
    public ImmutableSortedSet<string> WithDependents(IEnumerable<string> names) => Closure(names, _dependents);

    /// <summary>One cycle, its first name again at its end, or nothing.</summary>
    public ImmutableArray<string> FindCycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var name in Nodes)
            if (Visit(name, path, done) is { Length: > 0 } cycle)
                return cycle;
        return [];
    }

    private ImmutableArray<string> Visit(string name, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(name) is var start and >= 0)
            return [.. path.Skip(start), name];
        if (!done.Add(name))
            return [];
        path.Add(name);
        foreach (var need in _dependencies[name])
            if (Visit(need, path, done) is { Length: > 0 } cycle)
                return cycle;
        path.RemoveAt(path.Count - 1);
        return [];
    }

    private static ImmutableSortedSet<string> Closure(IEnumerable<string> names, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> edges)
    {
        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var open = new Stack<string>(names.Where(edges.ContainsKey));
        while (open.TryPop(out var name))
            if (found.Add(name))
                foreach (var next in edges[name])
                    open.Push(next);
        return found.ToImmutable();
    }
}
