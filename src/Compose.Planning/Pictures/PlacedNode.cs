namespace Compose.Planning.Pictures;

/// <summary>A service and its box.</summary>
public sealed record PlacedNode(StackNode Node, double X, double Y, double Width, double Height)
{
    public double Middle => Y + (Height / 2);
}
