using System.Collections.Immutable;

namespace Compose.Execution.Sessions;

/// <summary>A command to run in a running container, and how.</summary>
public sealed record ExecRequest(ImmutableArray<string> Command)
{
    public string User { get; init; } = "";
    public string WorkingDirectory { get; init; } = "";

    /// <summary>`K=V`, or a bare name.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    public bool Privileged { get; init; }
    public bool Tty { get; init; }
    public bool Interactive { get; init; }
    public DetachKeys? DetachKeys { get; init; }
}
