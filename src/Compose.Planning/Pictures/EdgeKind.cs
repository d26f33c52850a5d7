namespace Compose.Planning.Pictures;

/// <summary>Why one service comes after another: a condition of depends_on, a shared namespace or volume, or a link.</summary>
public enum EdgeKind
{
    Started,
    Healthy,
    Completed,
    Shares,
    Links,
}
