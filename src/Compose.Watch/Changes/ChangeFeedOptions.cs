namespace Compose.Watch.Changes;

/// <summary>How changes are watched for.</summary>
public sealed record ChangeFeedOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks at all files at this interval in place of waiting for events. Null: only where events do not arrive.</summary>
    public TimeSpan? Poll { get; init; }

    /// <summary>Receives sentences for the user, such as that the limit of inotify is reached. Each comes once.</summary>
    public Action<string> OnNotice { get; init; } = static _ => { };
}
