using System.Collections.Immutable;

namespace Compose.Execution.Bridging;

/// <summary>An image that is labelled as a transformation.</summary>
public sealed record TransformationImage(string Id, ImmutableArray<string> Tags, ImmutableArray<string> Digests, long Size);
