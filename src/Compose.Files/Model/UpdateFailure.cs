namespace Compose.Files.Model;

/// <summary>What happens when more replacements fail than the service tolerates.</summary>
public enum UpdateFailure
{
    /// <summary>Containers already replaced stay, the others are kept.</summary>
    Pause,

    /// <summary>The remaining containers are replaced nevertheless.</summary>
    Continue,

    /// <summary>All containers are rolled back.</summary>
    Rollback,
}
