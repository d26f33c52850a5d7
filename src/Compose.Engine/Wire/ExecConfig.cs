namespace Compose.Engine.Wire;

/// <summary>A command to be run in a running container.</summary>
public sealed record ExecConfig
{
    public IReadOnlyList<string>? Cmd { get; init; }
    public string? User { get; init; }
    public bool? Privileged { get; init; }
    public bool? Tty { get; init; }
    public bool? AttachStdin { get; init; }
    public bool? AttachStdout { get; init; }
    public bool? AttachStderr { get; init; }
    public string? DetachKeys { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? WorkingDir { get; init; }

    /// <summary>Height and width.</summary>
    public IReadOnlyList<int>? ConsoleSize { get; init; }
}
