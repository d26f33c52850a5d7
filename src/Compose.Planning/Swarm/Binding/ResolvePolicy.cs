namespace Compose.Planning.Swarm.Binding;

/// <summary>When a registry is asked for the digest of an image.</summary>
public enum ResolvePolicy
{
    /// <summary>When the service is new or the file names another image.</summary>
    Changed,
    Always,

    /// <summary>Each node resolves the tag itself.</summary>
    Never,
}
