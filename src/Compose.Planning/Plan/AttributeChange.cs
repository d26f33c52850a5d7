using Compose.Files.Text;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>
/// One attribute that is no longer what a container was made with: its path below the service ("environment.LOG"), the values where they
/// are known and may be shown, and where the new one stands.
/// </summary>
public sealed record AttributeChange(string Path, string? Old, string? New, SourceSpan Where)
{
    /// <summary>It is not written any more; the place is then that of what it belonged to.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>It had another value, which is kept nowhere.</summary>
    public bool IsOldUnknown { get; init; }

    /// <summary>What may be shown of both values is the same.</summary>
    public bool IsHidden => Old == New && Old?.Contains(Redaction.Hidden, StringComparison.Ordinal) == true;
}
