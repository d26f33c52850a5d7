namespace Compose.Planning.Pictures;

/// <summary>A service and one that it depends on.</summary>
public sealed record StackEdge(string From, string To, EdgeKind Kind, bool Required = true)
{
    /// <summary>The words beside the edge.</summary>
    public string Label => Kind switch
    {
        EdgeKind.Healthy => "healthy",
        EdgeKind.Completed => "completed",
        EdgeKind.Shares => "shares",
        EdgeKind.Links => "linked",
        _ => "started",
    };
}
