using System.Collections.Immutable;

namespace Compose.Files.Hashing;

/// <summary>
/// References to other services as containers are created with them: <c>container:ID</c> in place of <c>service:NAME</c>. Null leaves what
/// the file says.
/// </summary>
public sealed record ResolvedReferences
{
    public string? NetworkMode { get; init; }
    public string? Ipc { get; init; }
    public string? Pid { get; init; }
    public ImmutableArray<string>? VolumesFrom { get; init; }
}
