namespace Compose.Planning.Drift;

/// <summary>How a difference is mended.</summary>
public enum DriftRepair
{
    /// <summary>Not by us: data would be lost, or it is somebody else's.</summary>
    None,

    /// <summary>Made, started or connected, as `up` does it.</summary>
    Up,

    Recreate,
    Rename,
    Reconnect,
    Disconnect,
    RecreateNetwork,
}
