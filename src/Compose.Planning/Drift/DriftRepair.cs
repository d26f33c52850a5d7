namespace Compose.Planning.Drift;

/// <summary>How a difference is repaired.</summary>
public enum DriftRepair
{
    /// <summary>Not repaired: data would be lost, or the resource belongs to another project.</summary>
    None,

    /// <summary>Created, started or connected by `up`.</summary>
    Up,

    Recreate,
    Rename,
    Reconnect,
    Disconnect,
    RecreateNetwork,
}
