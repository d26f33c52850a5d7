using System.Collections.Immutable;

namespace Compose.Planning.Plans.Output;

public sealed record ReasonDocument
{
    public required string Code { get; init; }
    public string? Detail { get; init; }
    public ImmutableArray<ChangeDocument>? Changes { get; init; }
}
