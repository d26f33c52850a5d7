using System.Collections.Immutable;

namespace Compose.Cli.Commands.With;

/// <summary>What `with` was asked for.</summary>
internal sealed record WithOptions
{
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>The command is ended after this time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Flags and services that `up` is given as they are.</summary>
    public ImmutableArray<string> Up { get; init; } = [];

    /// <summary>What helps to understand a failure is written there before the stack is removed.</summary>
    public string? Artifacts { get; init; }
}
