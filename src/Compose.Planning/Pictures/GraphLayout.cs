using System.Collections.Immutable;

namespace Compose.Planning.Pictures;

/// <summary>
/// Places services in columns: each left of what it depends on. Within a column neighbours of the other columns stand near each other,
/// which keeps crossings few.
/// </summary>
public sealed class GraphLayout
{
    private const double BoxHeight = 56;
    private const double Gap = 96;
    private const double Margin = 12;
    private const double NarrowestBox = 164;
    private const double WidestBox = 240;
    private const int Sweeps = 6;

    private readonly Dictionary<string, LayoutCell> _cells = new(StringComparer.Ordinal);
    private readonly List<(StackEdge Edge, LayoutCell[] Chain)> _chains = [];
    private readonly List<List<LayoutCell>> _columns = [];

    private GraphLayout(StackGraph graph)
    {
        var columns = Columns(graph);
        foreach (var node in graph.Nodes)
            _cells[node.Name] = Added(node, columns[node.Name]);
        foreach (var edge in graph.Edges)
            Connect(edge);
        for (var sweep = 0; sweep < Sweeps; sweep++)
            Sort(leftToRight: sweep % 2 == 0);
        foreach (var column in _columns)
            Place(column, column.Select((_, at) => at * 2 * column[0].Room));
        for (var sweep = 0; sweep < Sweeps; sweep++)
            foreach (var column in _columns)
                Place(column, column.Select(Wanted));
        BoxWidth = Math.Clamp(graph.Nodes.Select(Wanted).DefaultIfEmpty(0).Max(), NarrowestBox, WidestBox);
        var top = _columns.SelectMany(column => column).Select(cell => cell.Y).DefaultIfEmpty(0).Min();
        foreach (var cell in _columns.SelectMany(column => column))
            cell.Y += Margin + (BoxHeight / 2) - top;
        Nodes = [.. graph.Nodes.Select(Box)];
        Edges = [.. _chains.Select(chain => new PlacedEdge(chain.Edge, Route(chain.Chain)))];
        Width = (_columns.Count * (BoxWidth + Gap)) - Gap + (2 * Margin);
        Height = _columns.SelectMany(column => column).Select(cell => cell.Y).DefaultIfEmpty(0).Max() + (BoxHeight / 2) + Margin;
    }

    public ImmutableArray<PlacedNode> Nodes { get; }
    public ImmutableArray<PlacedEdge> Edges { get; }
    public double Width { get; }
    public double Height { get; }

    private double BoxWidth { get; }

    public static GraphLayout Of(StackGraph graph) => new(graph);

    /// <summary>The longest way from a service that nothing depends on.</summary>
    private static Dictionary<string, int> Columns(StackGraph graph)
    {
        var columns = graph.Nodes.ToDictionary(node => node.Name, _ => 0, StringComparer.Ordinal);
        // As often as the longest chain is long; files with cycles are refused, but the bound holds for any graph.
        for (var round = 0; round < graph.Nodes.Length; round++)
        {
            var moved = false;
            foreach (var edge in graph.Edges.Where(edge => columns[edge.To] <= columns[edge.From]))
                (columns[edge.To], moved) = (Math.Min(columns[edge.From] + 1, graph.Nodes.Length), true);
            if (!moved)
                break;
        }

        return columns;
    }

    private LayoutCell Added(StackNode? node, int column)
    {
        while (_columns.Count <= column)
            _columns.Add([]);
        var cell = new LayoutCell(node, column) { Index = _columns[column].Count };
        _columns[column].Add(cell);
        return cell;
    }

    private void Connect(StackEdge edge)
    {
        var (from, to) = (_cells[edge.From], _cells[edge.To]);
        var between = Enumerable.Range(from.Column + 1, Math.Max(0, to.Column - from.Column - 1)).Select(column => Added(null, column));
        LayoutCell[] chain = [from, .. between, to];
        foreach (var (left, right) in chain.Zip(chain.Skip(1)))
        {
            left.Right.Add(right);
            right.Left.Add(left);
        }

        _chains.Add((edge, chain));
    }

    private void Sort(bool leftToRight)
    {
        foreach (var column in leftToRight ? _columns : Enumerable.Reverse(_columns))
        {
            var sorted = column.OrderBy(cell => Mean(leftToRight ? cell.Left : cell.Right, cell)).ToList();
            column.Clear();
            foreach (var cell in sorted)
            {
                cell.Index = column.Count;
                column.Add(cell);
            }
        }
    }

    private static double Mean(List<LayoutCell> neighbours, LayoutCell cell) =>
        neighbours.Count == 0 ? cell.Index : neighbours.Average(neighbour => neighbour.Index);

    /// <summary>Room for the name with a word beside it, and for the smaller image below.</summary>
    private static double Wanted(StackNode node) => Math.Max((node.Name.Length * 8) + 110, (node.Image.Length * 6) + 32);

    private static double Wanted(LayoutCell cell)
    {
        var neighbours = cell.Left.Concat(cell.Right).Select(neighbour => neighbour.Y).DefaultIfEmpty(cell.Y);
        return neighbours.Average();
    }

    /// <summary>As near to where each wants to be as order and room allow.</summary>
    private static void Place(List<LayoutCell> column, IEnumerable<double> wanted)
    {
        var targets = wanted.ToArray();
        for (var at = 0; at < column.Count; at++)
            column[at].Y = at == 0 ? targets[0] : Math.Max(targets[at], column[at - 1].Y + column[at - 1].Room + column[at].Room);
        if (column.Count == 0)
            return;
        var shift = targets.Average() - column.Average(cell => cell.Y);
        foreach (var cell in column)
            cell.Y += shift;
    }

    private PlacedNode Box(StackNode node)
    {
        var cell = _cells[node.Name];
        return new PlacedNode(node, X(cell), cell.Y - (BoxHeight / 2), BoxWidth, BoxHeight);
    }

    private double X(LayoutCell cell) => Margin + (cell.Column * (BoxWidth + Gap));

    private ImmutableArray<Point> Route(LayoutCell[] chain)
    {
        var points = ImmutableArray.CreateBuilder<Point>();
        points.Add(new Point(X(chain[0]) + BoxWidth, chain[0].Y));
        foreach (var cell in chain[1..^1])
        {
            points.Add(new Point(X(cell), cell.Y));
            points.Add(new Point(X(cell) + BoxWidth, cell.Y));
        }

        points.Add(new Point(X(chain[^1]), chain[^1].Y));
        return points.ToImmutable();
    }
}
