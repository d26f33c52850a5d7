namespace Compose.Execution.Swarm;

/// <summary>A service that a run waits for after it was created, updated or rolled back.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name on the swarm.</param>
/// <param name="Since">The version that the change was made from; the swarm has a later one then. 0 for a service that was created.</param>
/// <param name="IsRollback">True when the change was a rollback that the caller has asked for: its end is success.</param>
public sealed record AwaitedService(string Id, string Name, ulong Since = 0, bool IsRollback = false);
