using Compose.Planning.Graph;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

public sealed class DependencyGraphTests
{
    private static DependencyGraph Graph(params (string Name, string[] Needs)[] nodes) =>
        new(nodes.Select(node => KeyValuePair.Create<string, IEnumerable<string>>(node.Name, node.Needs)));

    [Fact]
    public void Dependencies_come_first_and_otherwise_the_names_decide() =>
        Graph(("b", []), ("a", ["c"]), ("c", []), ("d", ["a", "b"])).Order().Should().Equal("b", "c", "a", "d");

    [Fact]
    public void Closures_follow_the_edges_either_way()
    {
        var graph = Graph(("db", []), ("api", ["db"]), ("web", ["api"]), ("other", []));
        graph.WithDependencies(["web"]).Should().Equal("api", "db", "web");
        graph.WithDependents(["db"]).Should().Equal("api", "db", "web");
        graph.WithDependents(["nobody"]).Should().BeEmpty();
    }

    [Fact]
    public void A_dependency_that_is_no_node_orders_nothing() => Graph(("web", ["gone"])).Order().Should().Equal("web");

    [Fact]
    public void The_nodes_of_a_cycle_come_last() =>
        Graph(("a", ["b"]), ("b", ["c"]), ("c", ["b"]), ("d", [])).Order().Should().Equal("d", "a", "b", "c");
}
