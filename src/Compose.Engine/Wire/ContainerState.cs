namespace Compose.Engine.Wire;

public sealed record ContainerState
{
    internal static ContainerState Unknown { get; } = new();

    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string Status { get => field ?? ""; init; }

    public bool Running { get; init; }
    public bool Paused { get; init; }
    public bool Restarting { get; init; }
    public bool OOMKilled { get; init; }
    public bool Dead { get; init; }
    public int Pid { get; init; }
    public int ExitCode { get; init; }
    public string Error { get => field ?? ""; init; }
    public string StartedAt { get => field ?? ""; init; }
    public string FinishedAt { get => field ?? ""; init; }
    public HealthState? Health { get; init; }
}
