namespace Compose.Files.Text;

/// <summary>A stretch of a source, in UTF-16 offsets. Line and column exist only when something is printed.</summary>
public readonly record struct SourceSpan(int Source, int Start, int Length)
{
    /// <summary>For nodes that no file wrote: defaults, implicit entries.</summary>
    public static readonly SourceSpan None = new(0, 0, 0);

    public int End => Start + Length;
    public bool IsNone => Source == 0;
}
