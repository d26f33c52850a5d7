using System.Collections.Immutable;

namespace Compose.Execution.Adopting;

/// <summary>A service with its containers, the first by number first.</summary>
internal sealed record AdoptedGroup(string Service, ImmutableArray<AdoptedContainer> Members);
