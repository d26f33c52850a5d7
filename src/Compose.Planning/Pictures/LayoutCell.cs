namespace Compose.Planning.Pictures;

/// <summary>A place in a column: a service, or the point where a longer edge passes.</summary>
internal sealed class LayoutCell(StackNode? node, int column)
{
    public StackNode? Node => node;
    public int Column => column;
    public List<LayoutCell> Left { get; } = [];
    public List<LayoutCell> Right { get; } = [];
    public int Index { get; set; }

    /// <summary>The middle of it.</summary>
    public double Y { get; set; }

    /// <summary>The room that it needs above and below its middle.</summary>
    public double Room => node is null ? 18 : 46;
}
