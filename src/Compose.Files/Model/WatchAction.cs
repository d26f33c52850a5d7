namespace Compose.Files.Model;

/// <summary>What a rule of develop.watch does about a change.</summary>
public enum WatchAction
{
    Sync,
    Rebuild,
    Restart,
    SyncRestart,
    SyncExec,
}
