using Compose.Planning.Pictures;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>The picture of a stack: every service has its own place, and an edge leads to the right.</summary>
public sealed class GraphPictureTests
{
    private static StackGraph Graph(string edges)
    {
        var pairs = edges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(edge => edge.Split('>')).ToList();
        var names = pairs.SelectMany(pair => pair).Distinct().Order(StringComparer.Ordinal);
        return new StackGraph(
            "demo", [.. names.Select(name => new StackNode(name))],
            [.. pairs.Where(pair => pair.Length == 2).Select(pair => new StackEdge(pair[0], pair[1], EdgeKind.Healthy))]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a>b")]
    [InlineData("a>b b>c a>c")]
    [InlineData("proxy>web proxy>api web>api api>db api>cache api>queue worker>queue worker>db migrate>db lonely")]
    [InlineData("a>b b>a")]
    public void Boxes_do_not_overlap_and_lie_inside(string edges)
    {
        var layout = GraphLayout.Of(Graph(edges));
        layout.Nodes.Should()
            .NotContain(box => box.X <= 0 || box.Y <= 0 || box.X + box.Width >= layout.Width || box.Y + box.Height >= layout.Height);
        layout.Nodes.SelectMany(one => layout.Nodes.Where(other => other != one
                && Math.Abs(one.X - other.X) < one.Width && Math.Abs(one.Y - other.Y) < one.Height))
            .Should().BeEmpty();
    }

    [Fact]
    public void A_service_is_left_of_what_it_depends_on()
    {
        var layout = GraphLayout.Of(Graph("a>b b>c a>c d>c"));
        layout.Edges.Where(edge => edge.Points[0].X >= edge.Points[^1].X).Should().BeEmpty();
        layout.Edges.Single(edge => edge.Edge is { From: "a", To: "c" }).Points.Should().HaveCount(4, "it passes the column of b");
    }

    [Fact]
    public void Names_are_text_in_every_format()
    {
        var graph = new StackGraph("p\"", [new StackNode("a\"<b>") { Image = "<script>&\u0001" }], []);
        GraphSvg.Of(graph).Should().Contain("a&quot;&lt;b&gt;").And.Contain("&lt;script&gt;&amp;<").And.NotContain("<script>");
        GraphText.Mermaid(graph).Should().Contain("a#quot;#lt;b#gt;");
        GraphText.Dot(graph).Should().StartWith("digraph \"p\\\"\"").And.Contain("\"a\\\"<b>\"");
    }
}
