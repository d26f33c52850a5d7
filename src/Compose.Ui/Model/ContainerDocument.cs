using System.Collections.Immutable;

namespace Compose.Ui.Model;

public sealed record ContainerDocument
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }
    public required int ExitCode { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public long Restarts { get; init; }
    public string? Probe { get; init; }
    public long? ProbeExit { get; init; }

    /// <summary>Why it is not running or not healthy.</summary>
    public ImmutableArray<string> Why { get; init; } = [];
}
