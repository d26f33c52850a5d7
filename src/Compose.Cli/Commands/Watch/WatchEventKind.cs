namespace Compose.Cli.Commands.Watch;

internal enum WatchEventKind
{
    Enabled,
    Disabled,

    /// <summary>Changes were found and are about to be copied.</summary>
    Syncing,
    Synced,
    Rebuilding,
    Built,
    Recreated,
    Restarted,
    Signaled,
    Executed,

    /// <summary>A file that a container has written was copied to the host.</summary>
    FetchedBack,

    /// <summary>A line of a build or of a command in a container.</summary>
    Output,
    Notice,
    Failed,

    /// <summary>With --dry-run: what would be done.</summary>
    Planned,
}
