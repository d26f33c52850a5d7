namespace Compose.Planning.Context;

/// <summary>When an existing container is recreated.</summary>
public enum RecreatePolicy
{
    /// <summary>When it differs from the declaration.</summary>
    WhenChanged,
    Always,
    Never,
}
