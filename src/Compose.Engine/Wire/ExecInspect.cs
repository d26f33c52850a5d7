namespace Compose.Engine.Wire;

public sealed record ExecInspect
{
    public string ID { get => field ?? ""; init; }
    public bool Running { get; init; }

    /// <summary>Null while the command runs.</summary>
    public int? ExitCode { get; init; }

    public int Pid { get; init; }
    public string ContainerID { get => field ?? ""; init; }
}
