using System.Collections.Immutable;

namespace Compose.Planning.Plans.Output;

public sealed record QuestionDocument(string Key, string Text, string Risk)
{
    public ImmutableArray<ChangeDocument>? Changes { get; init; }
}
