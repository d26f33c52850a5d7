using System.Collections.Immutable;
using Compose.Cli.Commands.Ci;

namespace Compose.Cli.Commands.With;

/// <summary>What `with` was asked for.</summary>
internal sealed record WithOptions
{
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>The command is ended after this time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Flags and services that `up` is given as they are.</summary>
    public ImmutableArray<string> Up { get; init; } = [];

    /// <summary>What a pipeline gets of the command; `up` has its own flags for the stack.</summary>
    public required CiOptions Ci { get; init; }
}
