using System.Collections.Immutable;

namespace Compose.Planning.Pictures;

/// <summary>The published form of the graph, with the places of its picture. Fields are only ever added.</summary>
public sealed record GraphDocument
{
    public int Version { get; init; } = 1;
    public required string Project { get; init; }
    public required double Width { get; init; }
    public required double Height { get; init; }
    public required ImmutableArray<NodeDocument> Nodes { get; init; }
    public required ImmutableArray<EdgeDocument> Edges { get; init; }

    public static GraphDocument Of(StackGraph graph)
    {
        var layout = GraphLayout.Of(graph);
        return new GraphDocument
        {
            Project = graph.Project,
            Width = Rounded(layout.Width),
            Height = Rounded(layout.Height),
            Nodes = [.. layout.Nodes.Select(Node)],
            Edges = [.. layout.Edges.Select(Edge)],
        };
    }

    private static NodeDocument Node(PlacedNode placed) => new()
    {
        Name = placed.Node.Name,
        Image = placed.Node.Image,
        Replicas = placed.Node.Replicas,
        Ports = placed.Node.Ports,
        Networks = placed.Node.Networks,
        Volumes = placed.Node.Volumes,
        X = Rounded(placed.X),
        Y = Rounded(placed.Y),
        Width = Rounded(placed.Width),
        Height = Rounded(placed.Height),
    };

    private static EdgeDocument Edge(PlacedEdge placed) => new()
    {
        From = placed.Edge.From,
        To = placed.Edge.To,
        Condition = placed.Edge.Label,
        Required = placed.Edge.Required,
        Path = placed.Path,
        LabelX = Rounded(placed.Label.X),
        LabelY = Rounded(placed.Label.Y),
    };

    private static double Rounded(double pixels) => Math.Round(pixels, 1);
}
