namespace Compose.Planning;

/// <summary>The stable codes of what a planner has to say.</summary>
public static class PlanningCodes
{
    public const string ExternalNetworkMissing = "external-network-missing";
    public const string ExternalNetworkAmbiguous = "external-network-ambiguous";
    public const string ExternalVolumeMissing = "external-volume-missing";
    public const string NetworkNotOurs = "network-not-ours";
    public const string VolumeNotOurs = "volume-not-ours";
    public const string VolumeLeftOver = "volume-left-over";
    public const string Orphans = "orphans";
    public const string OtherFolder = "project-of-another-folder";
    public const string NameTaken = "container-name-taken";
    public const string NameAndScale = "container-name-scaled";
    public const string ParentMissing = "shared-container-missing";
    public const string StartFirst = "start-first-impossible";
    public const string PerReplicaHook = "pre-start-per-replica";
    public const string HookUnknown = "pre-stop-unknown";
    public const string NothingToStart = "no-container-to-start";
    public const string NothingToRemove = "nothing-to-remove";
    public const string ExternalFile = "external-file";
    public const string VariableMissing = "variable-missing";
    public const string ReadOnlyRoot = "read-only-root";
    public const string ImageMissing = "image-missing";
}
