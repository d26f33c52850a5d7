namespace Compose.Files.Schema;

/// <summary>What a swarm does with an attribute.</summary>
public enum SwarmUse
{
    /// <summary>It is part of the swarm's specs, or it is used up before them.</summary>
    Taken,

    /// <summary>It has no effect there, and the service works without it.</summary>
    Ignored,

    /// <summary>It has no effect there, and that changes what the service does.</summary>
    Refused,
}
