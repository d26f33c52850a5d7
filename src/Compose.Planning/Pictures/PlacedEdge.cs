using System.Collections.Immutable;
using System.Globalization;

namespace Compose.Planning.Pictures;

/// <summary>An edge and the points that its curve goes through, from the dependent service to the one it depends on.</summary>
public sealed record PlacedEdge(StackEdge Edge, ImmutableArray<Point> Points)
{
    /// <summary>Where the label stands: the middle of the last part, so that labels of one node's edges do not meet.</summary>
    public Point Label
    {
        get
        {
            var (from, to) = (Points[^2], Points[^1]);
            return new Point((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        }
    }

    /// <summary>The curve in the words of SVG.</summary>
    public string Path
    {
        get
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"M{Points[0].X:0.#} {Points[0].Y:0.#}");
            for (var at = 1; at < Points.Length; at++)
            {
                var (from, to) = (Points[at - 1], Points[at]);
                var half = (to.X - from.X) / 2;
                path += string.Create(
                    CultureInfo.InvariantCulture, $"C{from.X + half:0.#} {from.Y:0.#} {to.X - half:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
            }

            return path;
        }
    }
}
