namespace Compose.Execution.Locks;

/// <summary>The lock that a run wants.</summary>
/// <param name="Folders">Where it may be, the best place first.</param>
/// <param name="Engine">The engine's address.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Command">The command that wants it, for the message of the others.</param>
public sealed record ProjectLockRequest(IReadOnlyList<string> Folders, string Engine, string Project, string Command)
{
    /// <summary>Another lock of the same project: it excludes only its like.</summary>
    public string Suffix { get; init; } = "";
}
