namespace Compose.Files.Model;

/// <summary>Where a project runs.</summary>
public enum DeployTarget
{
    /// <summary>Containers on one engine.</summary>
    Engine,

    /// <summary>Services of the swarm that the engine manages.</summary>
    Swarm,
}
