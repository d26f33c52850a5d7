using System.Collections.Immutable;

namespace Compose.Ui.Model;

/// <summary>A command that the page has started: its steps so far, and its end.</summary>
public sealed record RunDocument
{
    public required string Command { get; init; }
    public required ImmutableArray<RunStep> Steps { get; init; }

    /// <summary>Null while it runs.</summary>
    public int? ExitCode { get; init; }

    public string? Problem { get; init; }
}
