using Compose.Planning.Operations;

namespace Compose.Planning.Plans;

/// <summary>A resource that a command skips, and why.</summary>
public sealed record SkippedResource(Resource Resource, string Why);
