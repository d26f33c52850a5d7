using System.Collections.Immutable;
using Compose.Files.Diagnostics;

namespace Compose.Planning.Kubernetes;

/// <summary>What a project is on Kubernetes, and what of it has no counterpart there.</summary>
public sealed record Conversion
{
    public required ImmutableArray<Manifest> Manifests { get; init; }
    public required ImmutableArray<SecretContent> Secrets { get; init; }
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }
}
