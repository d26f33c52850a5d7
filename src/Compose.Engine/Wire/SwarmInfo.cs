namespace Compose.Engine.Wire;

public sealed record SwarmInfo
{
    public string NodeID { get => field ?? ""; init; }

    /// <summary>inactive, pending, active, error or locked.</summary>
    public string LocalNodeState { get => field ?? ""; init; }

    public bool ControlAvailable { get; init; }
}
