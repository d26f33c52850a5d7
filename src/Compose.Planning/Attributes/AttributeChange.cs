using Compose.Files.Text;
using Compose.Planning.Secrets;

namespace Compose.Planning.Attributes;

/// <summary>
/// A changed attribute: its path below the service ("environment.LOG"), the values if they are known and may be printed, and the place of
/// the new one.
/// </summary>
public sealed record AttributeChange(AttributePath Path, string? Old, string? New, SourceSpan Where)
{
    /// <summary>No longer in the file; the place is that of its parent.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The old value is not stored anywhere.</summary>
    public bool IsOldUnknown { get; init; }

    /// <summary>The redacted values are equal.</summary>
    public bool IsHidden => Old == New && Old?.Contains(Redaction.Hidden, StringComparison.Ordinal) == true;
}
