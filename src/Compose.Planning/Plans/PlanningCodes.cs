namespace Compose.Planning.Plans;

/// <summary>NC13xx: diagnostics of the planner.</summary>
public static class PlanningCodes
{
    public const string ExternalNetworkMissing = "NC1301";
    public const string ExternalNetworkAmbiguous = "NC1302";
    public const string ExternalVolumeMissing = "NC1303";
    public const string NetworkNotOurs = "NC1304";
    public const string VolumeNotOurs = "NC1305";
    public const string VolumeLeftOver = "NC1306";
    public const string Orphans = "NC1307";
    public const string OtherDirectory = "NC1308";
    public const string NameAndScale = "NC1309";
    public const string ParentMissing = "NC1310";
    public const string StartFirst = "NC1311";
    public const string PerReplicaHook = "NC1312";
    public const string HookUnknown = "NC1313";
    public const string NothingToStart = "NC1314";
    public const string NothingToRemove = "NC1315";
    public const string ExternalFile = "NC1316";
    public const string VariableMissing = "NC1317";
    public const string ReadOnlyRoot = "NC1318";
    public const string ImageMissing = "NC1319";
}
